import { MAX_PIXELS } from '../../core/drive/originals-service.ts';
import type { IngestEngine } from '../../core/media/ingest-ladder.ts';
import { findTrialLie, KNOWN_FILE } from '../../core/media/known-answer.ts';
import type { BreakerPorts, Trial } from '../../core/runtime/breakers.ts';
import { EngineFaultError } from '../../core/runtime/engine.ts';
import type { MediaPool } from '../../platform/worker-pool/media-pool.ts';
import type { EngineRunner } from './run-on-engine.ts';

/** Longer than any breaker gives a trial: how long it may take is watched there. */
const DEADLINE_MS = 60_000;

/** How each engine is tried: by a picture whose answer is known. */
export const createTrials = (
  pool: MediaPool,
  runner: EngineRunner,
): BreakerPorts['trials'] => ({
  webgpu: (signal) => pool.trial('webgpu', { signal, deadlineMs: DEADLINE_MS }),
  workers: ingestTrial(runner, 'workers'),
  page: ingestTrial(runner, 'page'),
});

const ingestTrial =
  (runner: EngineRunner, engine: IngestEngine): Trial =>
  async (signal) => {
    const { name, bytes } = KNOWN_FILE;
    const file = new File([bytes()], name, { type: 'image/png' });
    const job = { file, name, stagingPath: null, sidecarXmp: null, maxPixels: MAX_PIXELS };
    const result = await runner.run(engine, {
      job,
      parse: true,
      painters: ['workers'],
      signal,
    });
    const lie = findTrialLie(result);
    if (lie !== null) throw new EngineFaultError('wrong-answer', lie);
  };
