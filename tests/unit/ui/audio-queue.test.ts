import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../src/core/base/ids.ts';
import {
  EMPTY_QUEUE,
  enqueue,
  moveEntry,
  placeAfter,
  placeBeside,
  queueAt,
  queueOf,
  shuffled,
  trackTitle,
  unshuffled,
  withoutEntry,
  type Queue,
  type Track,
} from '../../../src/ui/audio/queue.ts';
import { barsOf } from '../../../src/ui/audio/waveform-bars.ts';

const track = (name: string): Track => ({ id: name as MediaId, name, durationSeconds: 1 });
const of = (names: string, at: number): Queue => queueOf(names.split('').map(track), at);
const said = ({ entries, index }: Queue): string =>
  entries.map(({ name }, at) => (at === index ? `[${name}]` : name)).join('');

describe('The queue', () => {
  it('goes on to its end, around it, or stays, as repeating says', () => {
    expect(placeAfter(of('abc', 0), 'off')).toBe(1);
    expect(placeAfter(of('abc', 2), 'off')).toBeNull();
    expect(placeAfter(of('abc', 2), 'all')).toBe(0);
    expect(placeAfter(of('abc', 1), 'one')).toBe(1);
    expect(placeAfter(EMPTY_QUEUE, 'all')).toBeNull();
  });

  it('lets a person step to its ends, and around them where all is repeated', () => {
    expect(placeBeside(of('abc', 0), -1, 'off')).toBeNull();
    expect(placeBeside(of('abc', 0), -1, 'all')).toBe(2);
    expect(placeBeside(of('abc', 2), 1, 'one')).toBeNull();
    expect(placeBeside(of('abc', 1), 1, 'off')).toBe(2);
  });

  it('keeps what is on when entries move, come or go around it', () => {
    expect(said(moveEntry(of('abcd', 1), 3, 0))).toBe('da[b]c');
    expect(said(moveEntry(of('abcd', 1), 1, 3))).toBe('acd[b]');
    expect(said(moveEntry(of('abc', 1), 9, 0))).toBe('a[b]c');
    expect(said(withoutEntry(of('abc', 1), 0))).toBe('[b]c');
    expect(said(withoutEntry(of('abc', 1), 2))).toBe('a[b]');
    expect(said(enqueue(of('ab', 1), [track('c')]))).toBe('a[b]c');
    expect(said(enqueue(EMPTY_QUEUE, [track('c')]))).toBe('[c]');
  });

  it('has the next one on where the one that is on was removed, at the end the one before', () => {
    expect(said(withoutEntry(of('abc', 1), 1))).toBe('a[c]');
    expect(said(withoutEntry(of('abc', 2), 2))).toBe('a[b]');
    expect(withoutEntry(of('a', 0), 0)).toEqual(EMPTY_QUEUE);
  });

  it('jumps to a sound that stands in it, and puts in another one behind what is on', () => {
    expect(said(queueAt(of('abc', 0), track('c')))).toBe('ab[c]');
    expect(said(queueAt(of('abc', 0), track('x')))).toBe('a[x]bc');
    expect(said(queueAt(EMPTY_QUEUE, track('x')))).toBe('[x]');
  });

  it('shuffles all but what is on, and finds its order again', () => {
    const mixed = shuffled(of('abcdef', 2), () => 0.3);
    expect(said(mixed)).toMatch(/^\[c\]/);
    expect(said(mixed)).not.toBe('[c]abdef');
    expect(mixed.entries.map(({ name }) => name).sort()).toEqual('abcdef'.split(''));
    expect(said(unshuffled(mixed))).toBe('ab[c]def');
  });

  it('calls a sound by its name without the extension', () => {
    expect(trackTitle({ name: '01 Mr. Blue.flac' })).toBe('01 Mr. Blue');
    expect(trackTitle({ name: '.mp3' })).toBe('.mp3');
  });
});

describe('A waveform', () => {
  it('has a bar for each three pixels, the loudest of its stretch, against the loudest of all', () => {
    const peaks = Float32Array.of(0, 0.5, 0.25, 0.25, 0.1, 0);
    expect(barsOf(peaks, 8)).toEqual([1, 0.5, expect.closeTo(0.2)]);
    expect(barsOf(new Float32Array(4), 5)).toEqual([0, 0]);
    expect(barsOf(peaks, 0)).toEqual([]);
  });
});
