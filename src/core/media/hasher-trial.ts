import { EngineFaultError } from '../runtime/engine.ts';
import type { ContentHasher } from './ingest-ports.ts';

/** 'abc', by `b2sum -l 256` of coreutils 9.1 and by FIPS 180-4, appendix B.1. */
const KNOWN = {
  text: 'abc',
  blob: 'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319',
  chunk: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
} as const;

/** Lets a hasher take the two hashes of a text that are known. Rejects with the fault 'wrong-answer'. */
export const tryHasher = async (hasher: ContentHasher): Promise<void> => {
  const bytes = new TextEncoder().encode(KNOWN.text);
  const blob = await hasher.startBlob();
  blob.update(bytes);
  expectHash('BLAKE2b-256', blob.digest(), KNOWN.blob);
  expectHash('SHA-256', await hasher.chunk(bytes), KNOWN.chunk);
};

const expectHash = (name: string, got: string, wanted: string): void => {
  if (got !== wanted)
    throw new EngineFaultError(
      'wrong-answer',
      `${name} of “${KNOWN.text}” came out as ${got}, and is ${wanted}.`,
    );
};
