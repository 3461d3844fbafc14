import { expect, inject, it } from 'vitest';
import { ingest, jobFor, openLab } from './lab.ts';
const corpus = inject('corpus');
it('measures', { timeout: 300_000 }, async () => {
  const files = await Promise.all((corpus?.files ?? []).map(async (p) => new File([await (await fetch(`/corpus/${p}`)).blob()], p)));
  for (const size of [1, 2, 3]) {
    const lab = openLab(size);
    await Promise.all(files.slice(0, size).map((f) => ingest(lab, jobFor(f))));
    for (let round = 0; round < 2; round++) {
      const start = performance.now();
      const results = await Promise.all(files.map((f) => ingest(lab, jobFor(f))));
      const ms = performance.now() - start;
      console.log(`pool ${size}: ${(ms / files.length).toFixed(0)} ms/photo`, results[0]?.thumbnails.map((t) => t.bytes.length).join());
    }
    lab.dispose();
  }
  expect(1).toBe(1);
});
