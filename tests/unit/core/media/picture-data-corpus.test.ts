import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChunkHash } from '../../../../src/core/base/ids.ts';
import { createDataCutter } from '../../../../src/core/media/picture-data/data-cutter.ts';
import {
  type DataPart,
  findPictureData,
} from '../../../../src/core/media/picture-data/picture-data.ts';
import { sniff } from '../../../../src/core/media/sniff.ts';
import { findCorpus } from '../../../fixtures/media/corpus.ts';

const corpus = findCorpus();
const hasher = {
  startBlob: () => Promise.reject(new Error('unused')),
  chunk: (bytes: Uint8Array) =>
    Promise.resolve(createHash('sha256').update(bytes).digest('hex') as ChunkHash),
};

type File = Uint8Array<ArrayBuffer>;

const partsOf = (file: File): Promise<readonly DataPart[] | null> =>
  findPictureData(
    (at, length) => Promise.resolve(file.slice(at, at + length)),
    file.length,
    sniff(file)?.mime ?? '',
  );

const essenceOf = async (file: File, parts: readonly DataPart[]): Promise<string> => {
  const cutter = createDataCutter(hasher, parts);
  await cutter.add({ start: 0, bytes: file });
  return cutter.essence();
};

const load = (path: string): File =>
  new Uint8Array(readFileSync(join(corpus?.root ?? '', path)));

/** The file with another digit in every date that its metadata hold; `null` where there is none. */
const redated = (file: File, parts: readonly DataPart[]): File | null => {
  const ranges = parts.flatMap((part) => part.ranges);
  const isData = (at: number) => ranges.some(({ start, end }) => at >= start && at < end);
  const text = Buffer.from(file).toString('latin1');
  const changed = file.slice();
  let found = 0;
  for (const { index } of text.matchAll(/(19|20)\d\d[:-]\d\d[:-]\d\d[ T]\d\d:\d\d/g)) {
    const digit = index + 15;
    if (isData(digit)) continue;
    changed[digit] = file[digit] === 0x31 ? 0x32 : 0x31;
    found += 1;
  }
  return found === 0 ? null : changed;
};

/** Kinds of which every file has an essence, with how many of them are among the corpus. */
const EXPECTED = {
  'image/png': 3,
  'image/webp': 2,
  'image/heic': 7,
  'image/avif': 2,
  'image/tiff': 10,
  'image/x-adobe-dng': 1,
  'image/x-canon-cr2': 1,
  'image/x-canon-cr3': 1,
  'image/x-nikon-nef': 1,
  'image/x-fuji-raf': 1,
  'image/x-minolta-mrw': 1,
  'image/x-panasonic-rw2': 1,
};

describe.skipIf(corpus === null)(
  'the development corpus (skipped where HM_CORPUS is absent)',
  () => {
    const found = new Map<string, { mime: string; file: File; parts: readonly DataPart[] }>();

    it('has data that are found in every kind', async () => {
      const counts: Record<string, number> = {};
      for (const path of corpus?.files ?? []) {
        const file = load(path);
        const parts = await partsOf(file);
        if (parts === null) continue;
        const mime = sniff(file)?.mime ?? '';
        counts[mime] = (counts[mime] ?? 0) + 1;
        found.set(path, { mime, file, parts });
      }
      expect(counts).toEqual(EXPECTED);
    });

    it('has one essence per picture, which stays when dates are changed and goes with a bit of its data', async () => {
      const essences = new Set<string>();
      const kinds = new Set<string>();
      for (const [path, { mime, file, parts }] of found) {
        const known = await essenceOf(file, parts);
        expect([path, essences.has(known)]).toEqual([path, false]);
        essences.add(known);
        const at = (parts.at(-1)?.ranges.at(-1)?.end ?? 0) - 1;
        const flipped = file.slice();
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        expect([path, await essenceOf(flipped, parts)]).not.toEqual([path, known]);
        const other = redated(file, parts);
        if (other === null) continue;
        kinds.add(mime);
        const again = await partsOf(other);
        expect([path, again && (await essenceOf(other, again))]).toEqual([path, known]);
      }
      expect([...kinds].sort()).toEqual(Object.keys(EXPECTED).sort());
    });
  },
);
