import { afterAll, describe, expect, it } from 'vitest';
import { parseChunkList } from '../../../src/core/blobs/chunk-list-codec.ts';
import type { ChunkList } from '../../../src/core/blobs/chunk-list.ts';
import { bytesToHex } from '../../../src/core/base/bytes.ts';
import { encodeCanvas, fourCorners, withSegment } from '../../fixtures/media/pictures.ts';
import { ingest, jobFor, openLab, stagedBytes } from './lab.ts';

const lab = openLab();
afterAll(() => lab.dispose());

const MIB = 1024 * 1024;

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

const parsed = (bytes: Uint8Array): ChunkList => {
  const list = parseChunkList(bytes);
  if (!list.ok) throw new Error(list.error.message);
  return list.value;
};

describe('one pass over a file', () => {
  it('names it by BLAKE2b-256 (vectors by b2sum -l 256 of coreutils 9.1)', async () => {
    const abc = await ingest(lab, jobFor('abc'));
    expect(abc.hash).toBe('bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319');
    const fiveMiB = await ingest(lab, jobFor(new Uint8Array(5 * MIB)));
    expect(fiveMiB.hash).toBe(
      '9d8472b07c48d4450c1aa3f01ff2cb4106a680334cb3203e7cf217ef537c9537',
    );
  });

  it('cuts a JPEG from where the picture begins, so that its head is a chunk of its own', async () => {
    const jpeg = await encodeCanvas(fourCorners(64, 64), 'image/jpeg');
    const padded = new Uint8Array(jpeg.length + 3 * MIB);
    padded.set(jpeg);
    const [one, two] = await Promise.all([
      ingest(lab, jobFor(padded)),
      ingest(lab, jobFor(withSegment(padded, 0xfe, [1, 2, 3]))),
    ]);
    const [first, second] = [parsed(one.list), parsed(two.list)];
    expect(first.dataStart).toBeGreaterThan(0);
    expect(second.dataStart - first.dataStart).toBe(7);
    expect(first.chunks[0]).toBe(await sha256(padded.slice(0, first.dataStart)));
    expect(first.chunks[1]).toBe(
      await sha256(padded.slice(first.dataStart, first.dataStart + MIB)),
    );
    expect(first.chunks.length).toBe(1 + Math.ceil((padded.length - first.dataStart) / MIB));
    expect(second.chunks[0]).not.toBe(first.chunks[0]);
    expect(second.chunks.slice(1)).toEqual(first.chunks.slice(1));
  });

  it('signs its list by SHA-256', async () => {
    const { list, listHash, hash, sizeBytes } = await ingest(lab, jobFor('some text'));
    expect(listHash).toBe(await sha256(list));
    expect(parsed(list)).toMatchObject({ blob: hash, sizeBytes, dataStart: 0 });
  });

  it('leaves an equal copy in staging and replaces what lay there', async () => {
    const stagingPath = 'staging/replaced';
    await ingest(lab, jobFor(new Uint8Array(3 * MIB), 'old.bin', { stagingPath }));
    const job = jobFor('short', 'new.bin', { stagingPath });
    await ingest(lab, job);
    expect(new TextDecoder().decode(await stagedBytes(job))).toBe('short');
  });

  it('streams a file of 300 MiB and cuts all of it', async () => {
    const piece = new Uint8Array(MIB).map((_, i) => i & 255);
    const file = new File(
      Array.from({ length: 300 }, () => piece),
      'long.bin',
    );
    const read: number[] = [];
    const job = jobFor(file);
    const result = await lab.ingest(job, {
      signal: new AbortController().signal,
      onProgress: (_phase, bytes) => read.push(bytes),
    });
    const whole = await sha256(piece);
    expect(parsed(result.list).chunks).toEqual(Array.from({ length: 300 }, () => whole));
    expect(read.at(-1)).toBe(300 * MIB);
    expect(read).toEqual([...read].sort((a, b) => a - b));
  });

  it('refuses an empty file', async () => {
    await expect(ingest(lab, jobFor('', 'nothing.jpg'))).rejects.toMatchObject({
      type: 'empty-file',
    });
  });

  it('fails with “read-failed” for a file that changed since it was picked', async () => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('changing.bin', { create: true });
    const write = async (text: string): Promise<void> => {
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
    };
    await write('before');
    const file = await handle.getFile();
    await write('after, and longer');
    await expect(ingest(lab, jobFor(file))).rejects.toMatchObject({ type: 'read-failed' });
  });
});
