import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex } from '../../core/base/bytes.ts';

/** A BLAKE2b-256 that is fed piece by piece, and can be begun anew. */
export interface Blake2b {
  init(): void;
  update(bytes: Uint8Array): void;
  /** 64 lower-case hex digits. */
  digest(): string;
}

/** BLAKE2b-256 (RFC 7693) without WebAssembly. */
export const createScriptBlake2b = (): Blake2b => {
  const begin = () => blake2b.create({ dkLen: 32 });
  let hash = begin();
  return {
    init: () => {
      hash = begin();
    },
    update: (bytes) => void hash.update(bytes),
    digest: () => bytesToHex(hash.digest()),
  };
};
