import { describe, expect, it } from 'vitest';
import { exportBytes, planExport } from '../../../../src/core/exports/export-plan.ts';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import type { Media } from '../../../../src/core/media/media.ts';

const media = (id: string, name: string, more: Partial<Media> = {}): Media =>
  ({
    ...{ id: id as MediaId, name, sizeBytes: 10, createdAt: '2026-01-02T03:04:05.000Z' },
    ...{ title: null, description: null, rating: null, tags: [], project: null },
    ...{ descriptors: [], capturedAt: null, capturedOffsetMinutes: null, place: null },
    ...{ artist: null, components: [] },
    ...more,
  }) as unknown as Media;

describe('planExport', () => {
  it('keeps the folders, makes names safe, and never writes two files over each other', () => {
    const entries = planExport(
      [
        { folder: '', media: media('1', 'a.jpg') },
        { folder: 'trips/2024: Lake', media: media('2', 'a.jpg') },
        { folder: 'trips/2024: Lake', media: media('3', 'A.jpg') },
        { folder: '', media: media('4', '../up.jpg') },
      ],
      { sidecars: false },
    );
    expect(entries.map(({ path }) => path)).toEqual([
      'a.jpg',
      'trips/2024_ Lake/a.jpg',
      'trips/2024_ Lake/A (2).jpg',
      '.._up.jpg',
    ]);
  });

  it('puts each sidecar right behind its original, under its name and .xmp', () => {
    const entries = planExport(
      [
        { folder: 'x', media: media('1', 'a.jpg', { title: 'A' }) },
        { folder: 'x', media: media('2', 'a.jpg.xmp') },
      ],
      { sidecars: true },
    );
    expect(entries.map(({ path }) => path)).toEqual([
      'x/a.jpg',
      'x/a.jpg.xmp',
      'x/a.jpg (2).xmp',
      'x/a.jpg (2).xmp.xmp',
    ]);
    const texts = entries.flatMap(({ content }) =>
      content.type === 'text' ? [content.bytes.length] : [],
    );
    expect(exportBytes(entries)).toBe(20 + texts.reduce((sum, length) => sum + length, 0));
  });

  it('dates a file by when it was taken, else by when it came', () => {
    const [taken, came] = planExport(
      [
        { folder: '', media: media('1', 'a', { capturedAt: '2001-02-03T04:05:06.000Z' }) },
        { folder: '', media: media('2', 'b') },
      ],
      { sidecars: false },
    );
    expect([taken?.modifiedMs, came?.modifiedMs]).toEqual([
      Date.parse('2001-02-03T04:05:06.000Z'),
      Date.parse('2026-01-02T03:04:05.000Z'),
    ]);
  });
});
