import { describe, expect, it } from 'vitest';
import { exportFiles, type ExportFilesOptions } from '../../../src/app/export-files.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';
import type { MediaId } from '../../../src/core/base/ids.ts';
import type { ExportEntry } from '../../../src/core/exports/export-plan.ts';

const original = (id: string): ExportEntry => ({
  path: `${id}.jpg`,
  modifiedMs: 0,
  content: { type: 'original', id: id as MediaId, sizeBytes: 3 },
});
const sidecar = (id: string): ExportEntry => ({
  path: `${id}.jpg.xmp`,
  modifiedMs: 0,
  content: { type: 'text', bytes: new Uint8Array(2) },
});
const ENTRIES = ['a', 'lost', 'b'].flatMap((id) => [original(id), sidecar(id)]);

/** Exports into a list; the item 'lost' has no bytes. `onFile` hears of each file as it is taken. */
const run = async (
  change: Partial<ExportFilesOptions> = {},
  onFile: (path: string) => void = () => undefined,
) => {
  const paths: string[] = [];
  const shares: number[] = [];
  const report = await exportFiles(
    ENTRIES,
    async (files) => {
      for await (const { path } of files) {
        paths.push(path);
        onFile(path);
      }
    },
    {
      open: (id) =>
        id === 'lost'
          ? Promise.reject(new HmError('missing', 'Its bytes are not here.'))
          : Promise.resolve(new Blob(['abc'])),
      onProgress: ({ bytes, totalBytes }) => shares.push(bytes / totalBytes),
      signal: new AbortController().signal,
      tellsFailures: false,
      ...change,
    },
  );
  return { paths, report, shares };
};

describe('an export', () => {
  it('leaves out what is not here, its sidecar too, names it, and counts what went', async () => {
    const { paths, report, shares } = await run();
    expect(paths).toEqual(['a.jpg', 'a.jpg.xmp', 'b.jpg', 'b.jpg.xmp']);
    expect(report).toEqual({
      files: 4,
      bytes: 10,
      failed: [{ name: 'lost.jpg', type: 'missing', message: 'Its bytes are not here.' }],
    });
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    expect(shares.at(-1)).toBe(10 / 15);
  });

  it('tells what is not in it within, where nobody reads a report', async () => {
    expect((await run({ tellsFailures: true })).paths.at(-1)).toBe('NOT-EXPORTED.txt');
  });

  it('ends with the file in hand where a person cancels', async () => {
    const stop = new AbortController();
    const taken: string[] = [];
    const cancelled = run({ signal: stop.signal }, (path) => {
      taken.push(path);
      stop.abort();
    });
    await expect(cancelled).rejects.toMatchObject({ type: 'cancelled' });
    expect(taken).toEqual(['a.jpg']);
  });
});
