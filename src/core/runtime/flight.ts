import { HmError } from '../base/hm-error.ts';
import type { QueueState, Refusal } from './task-queue.ts';
import type { Attempt, Rung, Task, TaskResult } from './task.ts';

/** A task on its way. It settles once, whatever happens afterwards. */
export interface Flight {
  readonly id: string;
  readonly task: Task<unknown>;
  readonly untried: Set<Rung<unknown>>;
  readonly tried: Attempt[];
  /** Ends what runs for it now. */
  stop: AbortController | null;
  isSettled: boolean;
  resolve(result: TaskResult<unknown>): void;
  reject(error: unknown): void;
}

/** Who hears of a flight's end. */
export interface FlightOptions {
  readonly id: string;
  readonly task: Task<unknown>;
  resolve(result: TaskResult<unknown>): void;
  reject(error: Error): void;
  /** The task was taken back. */
  onAbort(flight: Flight): void;
  onSettled(flight: Flight): void;
}

/** A flight that has not begun; one whose task was taken back already is settled. */
export const createFlight = (options: FlightOptions): Flight => {
  const { id, task } = options;
  const onAbort = (): void => options.onAbort(flight);
  const settle = (how: () => void): void => {
    if (flight.isSettled) return;
    flight.isSettled = true;
    task.signal.removeEventListener('abort', onAbort);
    options.onSettled(flight);
    how();
  };
  const flight: Flight = {
    id,
    task,
    untried: new Set(task.rungs),
    tried: [],
    stop: null,
    isSettled: false,
    resolve: (result) => settle(() => options.resolve(result)),
    reject: (error) =>
      settle(() => options.reject(error instanceof Error ? error : new Error(String(error)))),
  };
  if (task.signal.aborted) flight.reject(cancelled());
  else task.signal.addEventListener('abort', onAbort, { once: true });
  return flight;
};

/** The failure of a task that somebody took back. */
export const cancelled = (): HmError => new HmError('cancelled', 'The task was cancelled.');

/** The failure of a task whose time was over. */
export const tooLate = ({ task }: Flight): HmError =>
  new HmError(
    'deadline-passed',
    `The ${task.kind} was not done by its deadline. Ask again, with more time.`,
    { deadlineMs: task.deadlineMs },
  );

/** The failure of a task that was not taken in. */
export const refused = (refusal: Refusal, { bound }: QueueState): HmError =>
  refusal === 'queue-full'
    ? new HmError(
        'queue-full',
        `${bound} tasks are waiting already, which is all that this device can do in good time. Ask again when some are done.`,
        { bound },
      )
    : new HmError(
        'intake-paused',
        `Too much was asked for at once. New work is taken in again when no more than ${Math.floor(bound / 2)} tasks are waiting.`,
        { bound },
      );

const inWords = ({ engine, message }: Attempt): string =>
  `${engine}: ${message.replace(/\.$/, '')}`;

/** The failure of a task that no engine could do. */
export const allFailed = ({ task, tried }: Flight): HmError =>
  new HmError(
    'engines-failed',
    `The ${task.kind} could not be done: ${tried.map(inWords).join('; ')}. Try it again later.`,
    { tried: tried.map((attempt) => ({ ...attempt })) },
  );
