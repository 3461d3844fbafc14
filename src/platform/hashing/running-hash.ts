import { createBLAKE2b } from 'hash-wasm';

/** A BLAKE2b-256 of its own that takes in bytes and yields one digest, 64 lower-case hex digits. */
export const createRunningHash = async (): Promise<{
  update(bytes: Uint8Array): void;
  digest(): string;
}> => {
  const hasher = (await createBLAKE2b(256)).init();
  return { update: (bytes) => void hasher.update(bytes), digest: () => hasher.digest('hex') };
};
