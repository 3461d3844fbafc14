import { afterAll, describe, expect, it } from 'vitest';
import { areBytesEqual } from '../../../src/core/base/bytes.ts';
import { encodeCanvas, fourCorners } from '../../fixtures/media/pictures.ts';
import { ingest, jobFor, openLab, pixelsOf, stagedBytes } from './lab.ts';

const MIB = 1024 * 1024;

describe('taking files in without workers', () => {
  const workers = openLab();
  afterAll(() => workers.dispose());

  it('gives what workers give, and the same copy', async () => {
    const lab = openLab(0);
    const photo = new File(
      [await encodeCanvas(fourCorners(1_200, 800), 'image/jpeg')],
      'photo.jpg',
    );
    const long = new File([new Uint8Array(20 * MIB).map((_, i) => i % 251)], 'long.bin');
    for (const file of [photo, long]) {
      const [here, there] = [jobFor(file, file.name), jobFor(file, file.name)];
      const [result, expected] = [await ingest(lab, here), await ingest(workers, there)];
      const { thumbnails, ...facts } = result;
      const { thumbnails: drawn, ...wanted } = expected;
      expect(facts).toEqual(wanted);
      expect(thumbnails.map(({ size }) => size)).toEqual(drawn.map(({ size }) => size));
      const copies = await Promise.all([stagedBytes(here), stagedBytes(there)]);
      expect(areBytesEqual(...copies)).toBe(true);
      expect(copies[0].length).toBe(file.size);
    }
    expect((await pixelsOf(await ingest(lab, jobFor(photo)), 256)).width).toBe(256);
  });

  it('takes in one after another, and lets go of one that is called back', async () => {
    const lab = openLab(0);
    const stop = new AbortController();
    const first = lab.ingest(jobFor(new Uint8Array(40 * MIB)), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    const second = ingest(lab, jobFor('abc'));
    await expect(first).rejects.toMatchObject({ type: 'cancelled' });
    expect((await second).hash).toBe(
      'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319',
    );
  });

  it('refuses an empty file, and goes on', async () => {
    const lab = openLab(0);
    await expect(ingest(lab, jobFor(''))).rejects.toMatchObject({ type: 'empty-file' });
    expect((await ingest(lab, jobFor('abc'))).sizeBytes).toBe(3);
  });
});
