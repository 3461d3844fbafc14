import type { ContentHasher } from '../../core/media/ingest-ports.ts';
import { type ParityOutcome, makeParity } from '../../core/integrity/parity-make.ts';
import type { ErasureCoder } from '../../core/integrity/erasure-coder.ts';
import type { Disk } from '../../core/storage/disk.ts';
import { createWasmCoder } from '../../platform/erasure-coding/wasm-coder.ts';
import type { ParityRequest } from '../../platform/worker-pool/media-messages.ts';

/**
 * Makes parity files on a thread that has files and no drive. `onPiece` hears of each piece. Rejects like
 * `Disk`, which is opened with the first of them.
 */
export const createParityInWorker = (
  openDisk: () => Promise<Disk>,
  hasher: ContentHasher,
): ((request: ParityRequest, onPiece: () => void) => Promise<ParityOutcome>) => {
  let disk: Disk | null = null;
  let coder: ErasureCoder | null = null;
  return async ({ parity, module }, onPiece) => {
    disk ??= await openDisk();
    coder ??= createWasmCoder(module);
    const breathe = (): Promise<void> => {
      onPiece();
      return Promise.resolve();
    };
    return makeParity({ disk, coder, hasher, breathe }, parity);
  };
};
