import { afterAll, describe, expect, inject, it } from 'vitest';
import type { IngestResult } from '../../../src/core/media/media-lab.ts';
import { ingest, jobFor, openLab } from './lab.ts';

const corpus = inject('corpus');
const lab = openLab(2, () => 8_000);
afterAll(() => lab.dispose());

/** Takes one file of the corpus in. */
const take = async (path: string): Promise<IngestResult> => {
  const response = await fetch(`/corpus/${encodeURIComponent(path)}`);
  if (!response.ok) throw new Error(`${response.status.toString()} ${path}`);
  const name = path.split('/').at(-1) ?? path;
  return ingest(lab, jobFor(await response.blob(), name));
};

describe.skipIf(corpus === null)('the development corpus (skipped where HM_CORPUS is absent)', () => {
  it('ends with a result for every file', { timeout: 300_000 }, async () => {
    const rows = await Promise.all(
      (corpus?.files ?? []).map(async (path) => {
        const start = performance.now();
        try {
          const r = await take(path);
          return `${path}\t${r.facts.mime}\t${r.facts.kind}\t${r.facts.width}x${r.facts.height}\t${r.facts.noThumbnail}\t${r.facts.durationSeconds}\t${r.facts.codec}\t${r.facts.capturedAt}\t${r.facts.capturedOffsetMinutes}\t${r.facts.camera}\t${JSON.stringify(r.facts.place)}\t${JSON.stringify(r.edits)}\t${Object.keys(r.rawMetadata)}\t${Math.round(performance.now() - start)}`;
        } catch (e) {
          return `${path}\tERROR ${(e as {type?: string}).type} ${String(e)}`;
        }
      }),
    );
    for (const row of rows) console.log(row);
    expect(rows.length).toBeGreaterThan(100);
  });
});
