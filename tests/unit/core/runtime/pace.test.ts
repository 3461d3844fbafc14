import { describe, expect, it } from 'vitest';
import type { EngineName } from '../../../../src/core/runtime/engine.ts';
import type { Paces } from '../../../../src/core/runtime/pace.ts';
import { notePace, orderByPace } from '../../../../src/core/runtime/pace.ts';

const LADDER: readonly EngineName[] = ['webgpu', 'workers', 'page'];

/** Runs a task after another, each on the engine that the order names first; how often each one ran. */
const follow = (
  tasks: number,
  msOn: (engine: EngineName, at: number) => number,
  before: Paces = {},
): { readonly paces: Paces; readonly ran: Record<EngineName, number> } => {
  const ran: Record<EngineName, number> = { webgpu: 0, workers: 0, page: 0 };
  let paces = before;
  for (let at = 0; at < tasks; at++) {
    const [first] = orderByPace(paces, 'thumbnail', LADDER);
    if (first === undefined) break;
    ran[first] += 1;
    paces = notePace(paces, 'thumbnail', first, msOn(first, at), 1);
  }
  return { paces, ran };
};

describe('E4 the order of engines', () => {
  it('E4.1 is that of the ladder where nothing is known, and tries each three times', () => {
    expect(orderByPace({}, 'thumbnail', LADDER)).toEqual(LADDER);
    expect(follow(9, () => 5).ran).toEqual({ webgpu: 3, workers: 3, page: 3 });
  });

  it('E4.2 goes by what was measured, whatever the size of the tasks', () => {
    let paces: Paces = {};
    for (let times = 1; times <= 3; times++) {
      paces = notePace(paces, 'thumbnail', 'webgpu', 40 * times, times);
      paces = notePace(paces, 'thumbnail', 'workers', 10 * times, times);
    }
    expect(orderByPace(paces, 'thumbnail', ['webgpu', 'workers'])).toEqual([
      'workers',
      'webgpu',
    ]);
  });

  it('E4.3 keeps to the ladder where the gain is less than a tenth', () => {
    const { paces } = follow(9, (engine) => (engine === 'workers' ? 95 : 100));
    expect(orderByPace(paces, 'thumbnail', LADDER)[0]).toBe('webgpu');
  });

  it('E4.4 leaves an engine that is slower than its fallback after a few tasks', () => {
    const slow = (engine: EngineName): number => (engine === 'webgpu' ? 100 : 10);
    expect(follow(150, slow).ran.webgpu).toBe(3);
  });

  it('E4.5 measures again what was passed over for long, and comes back to it once it is quick', () => {
    const first = follow(300, (engine) => (engine === 'webgpu' ? 100 : 10));
    expect(first.ran.webgpu).toBeLessThan(8);
    const later = follow(4000, (engine) => (engine === 'webgpu' ? 1 : 10), first.paces);
    expect(later.ran.webgpu).toBeGreaterThan(1000);
  });

  it('E4.6 measures each kind of task by itself, and does nothing where there is no choice', () => {
    const { paces } = follow(9, (engine) => (engine === 'webgpu' ? 100 : 10));
    expect(orderByPace(paces, 'perceptual-hash', LADDER)).toEqual(LADDER);
    expect(orderByPace(paces, 'thumbnail', ['webgpu'])).toEqual(['webgpu']);
  });
});
