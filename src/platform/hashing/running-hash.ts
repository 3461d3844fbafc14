import { createBlake2b } from './blake2b.ts';

/** A BLAKE2b-256 of its own that takes in bytes and yields one digest, 64 lower-case hex digits. */
export const createRunningHash = async (): Promise<{
  update(bytes: Uint8Array): void;
  digest(): string;
}> => {
  const hasher = await createBlake2b();
  hasher.init();
  return { update: (bytes) => hasher.update(bytes), digest: () => hasher.digest() };
};
