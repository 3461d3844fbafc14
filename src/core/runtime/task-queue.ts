/** How soon a task is wanted: what is on screen, what was just asked for, the usual, what can wait. */
export const PRIORITIES = ['CRITICAL', 'HIGH', 'NORMAL', 'LOW'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Whether `value` names a priority. */
export const isPriority = (value: unknown): value is Priority =>
  PRIORITIES.some((priority) => priority === value);

/**
 * How many tasks taken after it was queued may still go before one of this priority, at most. A task's
 * rank is the number of tasks taken when it came, plus this: the lowest rank goes first. What is usual
 * waits for more than a queue holds, twice: so CRITICAL goes before all that came with it, and a LOW one
 * still moves.
 */
export const SLACK: Readonly<Record<Priority, number>> = {
  CRITICAL: 0,
  HIGH: 16,
  NORMAL: 256,
  LOW: 1_024,
};

/** How many tasks may wait, when the queue is slow and when it is as quick as it can be. */
export const LEAST_BOUND = 10;
export const MOST_BOUND = 100;
/** Refusals in a row after which nothing is taken in until half of the queue is done. */
export const REFUSALS_TO_PAUSE = 5;

/** A task that waits. */
export interface Waiting<Task> {
  readonly task: Task;
  readonly id: string;
  readonly priority: Priority;
  readonly rank: number;
  /** Whether it made way once: nobody does twice. */
  readonly hasMadeWay: boolean;
}

/** Why a task was not taken in: no place is left, or intake rests until half of what waits is done. */
export type Refusal = 'queue-full' | 'intake-paused';

/** What became of an offer. */
export type Offer =
  | { readonly taken: true; readonly madeWay: string | null }
  | { readonly taken: false; readonly refusal: Refusal };

/** What a queue tells of itself. */
export interface QueueState {
  readonly bound: number;
  readonly waiting: Readonly<Record<Priority, number>>;
  /** Ids of the tasks that made way, the next to come back first. */
  readonly postponed: readonly string[];
  readonly isPaused: boolean;
  readonly refusals: number;
  /** All that ever made way. */
  readonly totalPostponed: number;
}

/** Tasks that wait, bounded and in the order in which they are wanted. */
export interface TaskQueue<Task> {
  /**
   * Takes a task in, or says why not. `mayDisplace` (work runs on a fallback): where the queue is full the
   * LOW task that came last makes way for one that is not LOW; it comes back with the next free place.
   */
  offer(task: Pick<Waiting<Task>, 'task' | 'id' | 'priority'>, mayDisplace: boolean): Offer;
  /** The most wanted task that `canStart`, out of the queue; `null` where none is. */
  take(canStart: (task: Task) => boolean): Waiting<Task> | null;
  /** Takes a task out; `null` where it does not wait. */
  remove(id: string): Waiting<Task> | null;
  /** Sets how many may wait; those that wait already stay. */
  resize(bound: number): void;
  state(): QueueState;
}

/** An empty queue. */
export const createTaskQueue = <Task>(): TaskQueue<Task> => {
  let waiting: Waiting<Task>[] = [];
  let postponed: Waiting<Task>[] = [];
  let bound = MOST_BOUND;
  let takes = 0;
  let refusalsInARow = 0;
  let refusals = 0;
  let totalPostponed = 0;
  let isPaused = false;

  const refuse = (refusal: Refusal): Offer => {
    refusals += 1;
    refusalsInARow += 1;
    if (refusalsInARow >= REFUSALS_TO_PAUSE) isPaused = true;
    return { taken: false, refusal };
  };

  const displace = (): Waiting<Task> | null => {
    if (postponed.length >= bound) return null;
    const last = waiting.findLast(
      ({ priority, hasMadeWay }) => priority === 'LOW' && !hasMadeWay,
    );
    if (last === undefined) return null;
    waiting = waiting.filter((one) => one !== last);
    postponed.push({ ...last, hasMadeWay: true });
    totalPostponed += 1;
    return last;
  };

  const offer: TaskQueue<Task>['offer'] = (task, mayDisplace) => {
    if (isPaused) return refuse('intake-paused');
    let madeWay: Waiting<Task> | null = null;
    if (waiting.length >= bound) {
      madeWay = mayDisplace && task.priority !== 'LOW' ? displace() : null;
      if (madeWay === null) return refuse('queue-full');
    }
    refusalsInARow = 0;
    const rank = takes + SLACK[task.priority];
    insert({ ...task, rank, hasMadeWay: false });
    return { taken: true, madeWay: madeWay?.id ?? null };
  };

  /** Keeps the order of ranks; among equals the one that came first goes first. */
  const insert = (task: Waiting<Task>): void => {
    const place = waiting.findLastIndex(({ rank }) => rank <= task.rank) + 1;
    waiting.splice(place, 0, task);
  };

  /** Free places go to those that made way, and intake goes on once half of what waited is done. */
  const settle = (): void => {
    while (waiting.length < bound) {
      const back = postponed.shift();
      if (back === undefined) break;
      insert(back);
    }
    if (isPaused && waiting.length <= bound / 2) {
      isPaused = false;
      refusalsInARow = 0;
    }
  };

  const take: TaskQueue<Task>['take'] = (canStart) => {
    const next = waiting.find(({ task }) => canStart(task));
    if (next === undefined) return null;
    waiting = waiting.filter((one) => one !== next);
    takes += 1;
    settle();
    return next;
  };

  const remove: TaskQueue<Task>['remove'] = (id) => {
    const found = [...waiting, ...postponed].find((one) => one.id === id);
    if (found === undefined) return null;
    waiting = waiting.filter((one) => one !== found);
    postponed = postponed.filter((one) => one !== found);
    settle();
    return found;
  };

  const resize = (next: number): void => {
    bound = next;
    settle();
  };

  const state = (): QueueState => {
    const counts: Record<Priority, number> = { CRITICAL: 0, HIGH: 0, NORMAL: 0, LOW: 0 };
    for (const { priority } of waiting) counts[priority] += 1;
    return {
      bound,
      waiting: counts,
      postponed: postponed.map(({ id }) => id),
      isPaused,
      refusals,
      totalPostponed,
    };
  };

  return { offer, take, remove, resize, state };
};

/** How long the last task of a full queue should have to wait. */
const LONGEST_WAIT_SECONDS = 30;

/** What the bound of a queue follows from; `null` where it is not known. */
export interface BoundFacts {
  readonly tasksPerSecond: number | null;
  /** Memory that the input of a task takes while it waits. */
  readonly bytesPerTask: number | null;
  readonly freeBytes: number | null;
}

/**
 * How many tasks may wait: what is done in half a minute at the measured rate, and what their inputs may
 * take of the memory that there is, but never fewer than 10 nor more than 100.
 */
export const boundFor = ({ tasksPerSecond, bytesPerTask, freeBytes }: BoundFacts): number => {
  const byRate = tasksPerSecond === null ? MOST_BOUND : tasksPerSecond * LONGEST_WAIT_SECONDS;
  const byMemory =
    bytesPerTask === null || freeBytes === null || bytesPerTask <= 0
      ? MOST_BOUND
      : freeBytes / bytesPerTask;
  const bound = Math.floor(Math.min(byRate, byMemory));
  return Math.min(MOST_BOUND, Math.max(LEAST_BOUND, bound));
};
