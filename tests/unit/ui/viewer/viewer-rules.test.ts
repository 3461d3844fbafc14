import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import type { MediaRow } from '../../../../src/core/media/media.ts';
import {
  clampTime,
  nextSpeed,
  rangeInFilm,
  rangeStep,
} from '../../../../src/ui/viewer/film-range.ts';
import { createPictureShelf } from '../../../../src/ui/viewer/picture-shelf.ts';
import { preloadPlan } from '../../../../src/ui/viewer/preload-plan.ts';
import { createScrubFrames } from '../../../../src/ui/viewer/scrub-frames.ts';
import { nextInTurn, nextShuffled } from '../../../../src/ui/viewer/slideshow-order.ts';

const row = (name: string, patch: Partial<MediaRow> = {}): MediaRow =>
  ({
    id: name as MediaId,
    kind: 'photo',
    availability: 'local',
    width: 1000,
    height: 1000,
    ...patch,
  }) as MediaRow;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a link to a time', () => {
  it('is cut at the end of the film', () => {
    expect(rangeInFilm([3, 9], 5)).toEqual({ start: 3, end: 5 });
    expect(rangeInFilm([3, null], 5)).toEqual({ start: 3, end: 5 });
  });

  it('is nothing where it begins at the end or behind it', () => {
    expect(rangeInFilm([5, null], 5)).toBeNull();
    expect(rangeInFilm([90, 95], 5)).toBeNull();
  });

  it('plays on to its end, then stops, or begins again while the film loops', () => {
    const range = { start: 1, end: 2 };
    expect(rangeStep(1.9, range, false)).toBe('go-on');
    expect(rangeStep(1.99, range, false)).toBe('stop');
    expect(rangeStep(2.3, range, true)).toBe('restart');
  });
});

it('seeks within the film, as far as its length is known', () => {
  expect([clampTime(-3, 10), clampTime(30, 10), clampTime(30, Number.NaN)]).toEqual([
    0, 10, 30,
  ]);
});

it('changes the speed by steps, and stays at the outermost', () => {
  expect([nextSpeed(1, 1), nextSpeed(1, -1), nextSpeed(4, 1), nextSpeed(0.25, -1)]).toEqual([
    1.25, 0.75, 4, 0.25,
  ]);
});

describe('slideshow', () => {
  it('goes around', () => {
    expect([nextInTurn(0, 3), nextInTurn(2, 3), nextInTurn(0, 0)]).toEqual([1, 0, 0]);
  });

  it('shuffles without showing one again soon', () => {
    const recent: number[] = [];
    let at = 0;
    for (let i = 0; i < 200; i++) {
      const next = nextShuffled(at, 9, recent, () => 0.5);
      expect(next).not.toBe(at);
      expect(recent.slice(-4)).not.toContain(next);
      recent.push(next);
      at = next;
    }
    expect(nextShuffled(0, 1, [], Math.random)).toBe(0);
  });
});

describe('preloading', () => {
  const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => row(name));

  it('takes two to each side, the next first', () => {
    expect(preloadPlan((at) => rows[at], 3, 1e9).map(({ id }) => id)).toEqual([
      'e',
      'c',
      'f',
      'b',
    ]);
    expect(preloadPlan((at) => rows[at], 0, 1e9).map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('stays within its memory, the picture on stage counted', () => {
    expect(preloadPlan((at) => rows[at], 3, 13e6).map(({ id }) => id)).toEqual(['e', 'c']);
    expect(preloadPlan((at) => rows[at], 3, 1e6)).toEqual([]);
  });

  it('passes over films and what is not here', () => {
    const mixed = [
      rows[0],
      row('film', { kind: 'video' }),
      row('x', { availability: 'missing' }),
    ];
    expect(preloadPlan((at) => (mixed as MediaRow[])[at], 0, 1e9)).toEqual([]);
  });
});

describe('the shelf of pictures', () => {
  const openAll = () => {
    const opened: string[] = [];
    const closed: string[] = [];
    const release = new Map<string, () => void>();
    const shelf = createPictureShelf(async ({ id }: MediaRow) => {
      opened.push(id);
      await new Promise<void>((resolve) => release.set(id, resolve));
      return { close: () => void closed.push(id) };
    });
    return { shelf, opened, closed, release };
  };

  it('opens a picture once, and the neighbours one after another', async () => {
    const { shelf, opened, release } = openAll();
    void shelf.take(row('a'));
    void shelf.take(row('a'));
    expect(opened).toEqual(['a']);
    release.get('a')?.();
    void shelf.preload([row('b'), row('c')]);
    await settled();
    expect(opened).toEqual(['a', 'b']);
    release.get('b')?.();
    await settled();
    expect(opened).toEqual(['a', 'b', 'c']);
  });

  it('gives up what is no longer wanted, and closes it', async () => {
    const { shelf, opened, closed, release } = openAll();
    const taken = shelf.take(row('a'));
    void shelf.preload([row('a'), row('b')]);
    release.get('a')?.();
    await taken;
    await settled();
    shelf.retain([row('b')]);
    release.get('b')?.();
    await settled();
    expect(closed).toEqual(['a']);
    expect(opened).toEqual(['a', 'b']);
    shelf.dispose();
    await settled();
    expect(closed).toEqual(['a', 'b']);
  });
});

describe('frames under the pointer', () => {
  it('makes the latest one wanted next, skips those between, and keeps what was made', async () => {
    const asked: number[] = [];
    const shown: (number | null)[] = [];
    let release = (): void => undefined;
    const frames = createScrubFrames<{ at: number; close(): void }>({
      load: async (seconds) => {
        asked.push(seconds);
        await new Promise<void>((resolve) => (release = resolve));
        return { at: seconds, close: () => undefined };
      },
      show: (frame) => shown.push(frame?.at ?? null),
    });
    for (const seconds of [10, 20, 30, 40]) frames.want(seconds, 100);
    release();
    await settled();
    release();
    await settled();
    expect(asked).toEqual([10, 40]);
    expect(shown).toEqual([40]);
    frames.want(10, 100);
    expect(shown).toEqual([40, 10]);
    expect(asked).toHaveLength(2);
  });
});
