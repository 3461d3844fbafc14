import { describe, expect, it } from 'vitest';
import { SIZE_BOUNDS } from '../../../src/core/config/config.ts';
import type { Usage } from '../../../src/core/drive/drive.ts';
import { readSize, writeSize } from '../../../src/ui/settings/size-field.ts';
import { freeable } from '../../../src/ui/shell/freeable.ts';
import { freeBytes, storagePieces } from '../../../src/ui/settings/storage-parts.ts';
import { collectLicences } from '../../../scripts/collect-licences.mjs';

describe('a size that a person types', () => {
  it.each([
    ['10 GB', 10e9],
    ['10Go', 10e9],
    ['1,5 To', 1.5e12],
    ['100 MB', 100e6],
    ['', null],
    ['  ', null],
    ['99 MB', undefined],
    ['1001 TB', undefined],
    ['much', undefined],
    ['-5 GB', undefined],
  ])('%j', (text, bytes) => {
    expect(readSize(text, SIZE_BOUNDS.maxSize)).toBe(bytes);
  });

  it.each([
    [10e9, '10 GB', '10 Go'],
    [2 ** 30, '1 GiB', '1 Gio'],
    [1234, '1234 B', '1234 o'],
    [null, '', ''],
  ])('%j is written so that it reads as the same', (bytes, english, french) => {
    expect([writeSize(bytes, 'en'), writeSize(bytes, 'fr')]).toEqual([english, french]);
    for (const text of [english, french])
      expect(readSize(text, [0, Number.MAX_SAFE_INTEGER])).toBe(bytes);
  });
});

describe('the storage bar', () => {
  const usage: Usage = {
    ...{ originals: 60, thumbnails: 10, caches: 0, parity: 0, trash: 10, reclaimable: 0 },
    ...{ quota: 200, used: 100, persisted: false },
  };

  it('ends at the quota, with what the drive needs beside and what may still come', () => {
    expect(storagePieces(usage)).toEqual([
      { part: 'originals', bytes: 60, share: 0.3 },
      { part: 'thumbnails', bytes: 10, share: 0.05 },
      { part: 'trash', bytes: 10, share: 0.05 },
      { part: 'other', bytes: 20, share: 0.1 },
      { part: 'free', bytes: 100, share: 0.5 },
    ]);
  });

  it('is whole where the browser names no quota, or counts less than there is', () => {
    const pieces = storagePieces({ ...usage, quota: 0, used: 5 });
    expect(pieces.map(({ part }) => part)).toEqual(['originals', 'thumbnails', 'trash']);
    expect(pieces.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(freeBytes({ ...usage, quota: 0 })).toBe(null);
    expect(freeBytes({ ...usage, used: 300 })).toBe(0);
  });
});

it('what can make room is offered, the most first, and nothing that holds nothing', () => {
  const usage = { trash: 5, reclaimable: 7, parity: 9 };
  expect(freeable(usage).map(({ part, bytes }) => [part, bytes])).toEqual([
    ['parity', 9],
    ['reclaimable', 7],
    ['trash', 5],
  ]);
  expect(freeable({ ...usage, reclaimable: 0 }, 'parity')).toEqual([
    { part: 'trash', bytes: 5, route: 'trash' },
  ]);
});

describe('licences', () => {
  const found = collectLicences(new URL('../../..', import.meta.url).pathname);

  it('are of everything that package.json ships, and of what that depends on', () => {
    const names = new Set(found.map(({ name }) => name));
    for (const name of ['vue', 'libheif-js', '@vue/runtime-core', 'strtok3', 'workbox-core'])
      expect(names).toContain(name);
    expect(names).not.toContain('vitest');
    expect(names).not.toContain('eslint');
  });

  it('have their whole text each', () => {
    for (const { name, licence, text } of found) {
      expect(licence, name).toMatch(/\w/);
      expect(text.length, name).toBeGreaterThan(400);
    }
  });
});
