import type { Breathe } from '../../core/base/stretches.ts';
import type { MakeParity } from '../../core/integrity/parity-keeper.ts';
import { type ParityOrder, makeParity } from '../../core/integrity/parity-make.ts';
import type { ContentHasher } from '../../core/media/ingest-ports.ts';
import type { Disk } from '../../core/storage/disk.ts';
import { createWasmCoder } from '../../platform/erasure-coding/wasm-coder.ts';
import type { EngineLab, ParityWork } from '../engines/engine-lab.ts';

/** What parity is made with. */
export interface ParityMakerParts {
  readonly disk: Disk;
  /** The coder's module; `null` where WebAssembly may not run. */
  readonly loadModule: () => Promise<WebAssembly.Module | null>;
  /** Of its own: nobody else hashes a blob with it meanwhile. */
  readonly hasher: ContentHasher;
  readonly breathe: Breathe;
  /** The engines; asked only while the drive is open. */
  readonly lab: () => Pick<EngineLab, 'parity'>;
}

/** Makes parity in a media worker, with work that can wait; on this thread where no worker does. */
export const createParityMaker = ({
  disk,
  loadModule,
  hasher,
  breathe,
  lab,
}: ParityMakerParts): MakeParity => {
  const makeHere = (order: ParityOrder, module: WebAssembly.Module): ParityWork['here'] => {
    const coder = createWasmCoder(module);
    return (signal) => makeParity({ disk, coder, hasher, breathe }, order, signal);
  };

  return async (order, signal = new AbortController().signal) => {
    const module = await loadModule();
    if (module === null) return 'no-coder';
    // A worker that is ended lets go of its file when the browser comes to it: nobody else writes there.
    const there = { ...order, path: `${order.path}.worker` };
    const work = { request: { parity: there, module }, here: makeHere(order, module) };
    const { outcome, engine } = await lab().parity(work, { signal, priority: 'LOW' });
    if (engine === 'workers' && outcome === 'made') await disk.move(there.path, order.path);
    return outcome;
  };
};
