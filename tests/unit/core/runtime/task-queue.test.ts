import { describe, expect, it } from 'vitest';
import type { Priority, TaskQueue } from '../../../../src/core/runtime/task-queue.ts';
import {
  boundFor,
  createTaskQueue,
  LEAST_BOUND,
  MOST_BOUND,
  PRIORITIES,
  SLACK,
} from '../../../../src/core/runtime/task-queue.ts';
import { seeded } from '../../../fixtures/seeded.ts';

const SEED = Number(import.meta.env['HM_SEED']);
const STEPS = import.meta.env['HM_LONG'] === undefined ? 100_000 : 3_000_000;

const any = (): boolean => true;
const offer = (queue: TaskQueue<string>, id: string, priority: Priority, mayDisplace = false) =>
  queue.offer({ id, task: id, priority }, mayDisplace);
const filled = (priority: Priority, count: number): TaskQueue<string> => {
  const queue = createTaskQueue<string>();
  for (let at = 0; at < count; at++) offer(queue, `${priority}-${at}`, priority);
  return queue;
};
const takeAll = (queue: TaskQueue<string>): string[] => {
  const taken: string[] = [];
  for (let next = queue.take(any); next !== null; next = queue.take(any)) taken.push(next.id);
  return taken;
};

/** Cheaper than `expect` where millions of events are checked. */
const must = (isSo: boolean, fault: string): void => {
  if (!isSo) throw new Error(`A task was ${fault}.`);
};

describe('E2 the queue before the engines', () => {
  it('E2.1 gives out by priority, and among equals what came first', () => {
    const queue = createTaskQueue<string>();
    for (const priority of ['LOW', 'NORMAL', 'HIGH', 'CRITICAL', 'LOW', 'CRITICAL'] as const)
      offer(queue, `${priority}${queue.state().waiting[priority]}`, priority);
    expect(takeAll(queue)).toEqual([
      'CRITICAL0',
      'CRITICAL1',
      'HIGH0',
      'NORMAL0',
      'LOW0',
      'LOW1',
    ]);
  });

  it('E2.1 gives out what is on screen before an import, however much of it is done', () => {
    const queue = filled('NORMAL', MOST_BOUND);
    for (let taken = 1; taken < MOST_BOUND; taken++) {
      queue.take(any);
      offer(queue, `shown ${taken}`, 'CRITICAL');
      expect(queue.take(any)?.id).toBe(`shown ${taken}`);
    }
  });

  it('E2.2 lets a LOW task go before CRITICAL ones once 1,024 others went', () => {
    const queue = createTaskQueue<string>();
    offer(queue, 'low', 'LOW');
    let takes = 0;
    for (let taken = ''; taken !== 'low'; takes++) {
      offer(queue, `critical-${takes}`, 'CRITICAL');
      taken = queue.take(any)?.id ?? '';
    }
    expect(takes).toBe(SLACK.LOW + 1);
  });

  it('E2.3 passes over what cannot start, and keeps it', () => {
    const queue = createTaskQueue<string>();
    offer(queue, 'gpu', 'CRITICAL');
    offer(queue, 'cpu', 'LOW');
    expect(queue.take((task) => task !== 'gpu')?.id).toBe('cpu');
    expect(queue.take((task) => task !== 'gpu')).toBeNull();
    expect(takeAll(queue)).toEqual(['gpu']);
  });

  it('E2.4 refuses what is beyond its bound, and after five refusals rests until half is done', () => {
    const queue = filled('NORMAL', MOST_BOUND);
    for (let times = 0; times < 5; times++)
      expect(offer(queue, 'more', 'CRITICAL')).toEqual({ taken: false, refusal: 'queue-full' });
    expect(queue.state()).toMatchObject({ isPaused: true, refusals: 5 });
    while (queue.state().waiting.NORMAL > MOST_BOUND / 2 + 1) queue.take(any);
    expect(offer(queue, 'more', 'CRITICAL')).toEqual({
      taken: false,
      refusal: 'intake-paused',
    });
    queue.take(any);
    expect(queue.state().isPaused).toBe(false);
    expect(offer(queue, 'more', 'CRITICAL').taken).toBe(true);
  });

  it('E2.5 lets the last LOW task make way in fallback, once, and brings it back with the next place', () => {
    const queue = filled('LOW', MOST_BOUND);
    expect(offer(queue, 'n1', 'NORMAL')).toEqual({ taken: false, refusal: 'queue-full' });
    expect(offer(queue, 'n2', 'NORMAL', true)).toEqual({ taken: true, madeWay: 'LOW-99' });
    expect(offer(queue, 'l', 'LOW', true).taken).toBe(false);
    expect(queue.state()).toMatchObject({ postponed: ['LOW-99'], totalPostponed: 1 });
    expect(queue.take(any)?.id).toBe('n2');
    expect(queue.state()).toMatchObject({ postponed: [], waiting: { LOW: 100 } });
    expect(offer(queue, 'n3', 'NORMAL', true)).toEqual({ taken: true, madeWay: 'LOW-98' });
  });

  it('E2.6 has room for what half a minute and the memory allow, from 10 to 100', () => {
    const unknown = { tasksPerSecond: null, bytesPerTask: null, freeBytes: null };
    expect(boundFor(unknown)).toBe(MOST_BOUND);
    expect(boundFor({ ...unknown, tasksPerSecond: 1 })).toBe(30);
    expect(boundFor({ ...unknown, tasksPerSecond: 0.01 })).toBe(LEAST_BOUND);
    expect(boundFor({ tasksPerSecond: 50, bytesPerTask: 1e6, freeBytes: 4e7 })).toBe(40);
    expect(boundFor({ tasksPerSecond: 50, bytesPerTask: 0, freeBytes: 4e7 })).toBe(MOST_BOUND);
  });

  it('E2.7 keeps those that wait when its bound shrinks', () => {
    const queue = filled('NORMAL', 50);
    queue.resize(10);
    expect(offer(queue, 'more', 'NORMAL').taken).toBe(false);
    expect(takeAll(queue)).toHaveLength(50);
  });

  it(`E2.8 loses, doubles and starves nothing over ${STEPS} random events (seed ${SEED})`, () => {
    const random = seeded(SEED);
    const queue = createTaskQueue<string>();
    /** By id: the number of takes when it came. */
    const inside = new Map<string, { readonly atTake: number; readonly priority: Priority }>();
    let [takes, ids, refusals, madeWay, bound, widest] = [0, 0, 0, 0, MOST_BOUND, MOST_BOUND];
    // Waves of crowding and calm, so that it is full, paused and empty again and again.
    const leave = (id: string | undefined): void => {
      const known = inside.get(id ?? '');
      if (id === undefined || known === undefined)
        throw new Error(`${String(id)} was not inside`);
      inside.delete(id);
      // All that were in or beside the queue may go first, and those that came within its slack.
      must(takes - known.atTake <= SLACK[known.priority] + 2 * widest, 'starved');
    };
    for (let step = 0; step < STEPS; step++) {
      const crowding = 0.35 + 0.3 * Math.sin(step / 500);
      const choice = random();
      if (choice < crowding + 0.05) {
        const priority = PRIORITIES[Math.floor(random() * 4)] ?? 'LOW';
        const id = `t${ids++}`;
        const { isPaused } = queue.state();
        const result = offer(queue, id, priority, random() < 0.5);
        if (result.taken) {
          must(!isPaused, 'taken in while paused');
          inside.set(id, { atTake: takes, priority });
          if (result.madeWay !== null) madeWay += 1;
        } else refusals += 1;
      } else if (choice < 0.9) {
        const taken = queue.take(any);
        must((taken === null) === (inside.size === 0), 'lost');
        if (taken !== null) {
          leave(taken.id);
          takes += 1;
        }
      } else if (choice < 0.99) {
        const id = `t${Math.floor(ids - random() * 150)}`;
        must((queue.remove(id) !== null) === inside.delete(id), 'removed what was not there');
      } else if (random() < 0.05) {
        bound = LEAST_BOUND + Math.floor(random() * (MOST_BOUND - LEAST_BOUND + 1));
        queue.resize(bound);
      }
      if (step % 16 > 0) continue;
      widest = Math.max(widest, bound);
      const state = queue.state();
      const waiting = PRIORITIES.reduce((sum, priority) => sum + state.waiting[priority], 0);
      const { length } = state.postponed;
      must(waiting + length === inside.size, 'lost or doubled');
      must(waiting <= MOST_BOUND && length <= MOST_BOUND, 'out of bounds');
      must(length === 0 || waiting >= bound, 'kept away beside a free place');
      must(state.refusals === refusals && state.totalPostponed === madeWay, 'counted wrongly');
    }
    expect(refusals).toBeGreaterThan(1000);
    expect(madeWay).toBeGreaterThan(100);
  });
});
