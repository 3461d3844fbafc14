import { base64urlToBytes } from '../base/bytes.ts';
import type { IngestResult } from './media-lab.ts';
import { findLie } from './check-answer.ts';

/** A PNG of 640 × 480 pixels in three colours: a quarter white, the rest in halves blue and orange. */
const PICTURE = [
  'iVBORw0KGgoAAAANSUhEUgAAAoAAAAHgAgMAAABIvzR3AAAACVBMVEUeWsjmjCj6-voGkIgvAAABTUlEQVR42u3O',
  'MQ0AAAgDMExiEpVY4FjC0ypoTViHlaCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCg',
  'oKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCg',
  'oKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKDgKZgmKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo',
  'KCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo',
  'KCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKPgSXGzFoc4q',
  'tHWRAAAAAElFTkSuQmCC',
].join('');

/** BLAKE2b-256 of its bytes, taken by another program. */
const HASH = 'bc0b6e0b5baf4c293c726afc794f349a3e4ad0124fea762e9b5325994d2d4a8f';

/** The file by which an engine is tried: a small picture whose answer is known. */
export const KNOWN_FILE = {
  name: 'known-answer.png',
  bytes: (): Uint8Array<ArrayBuffer> => base64urlToBytes(PICTURE) ?? new Uint8Array(),
} as const;

/** What is wrong with what an engine says of that file, in words; `null` where it is right. */
export const findTrialLie = (result: IngestResult): string | null => {
  const { facts, hash, thumbnails } = result;
  if (hash !== HASH) return `It took ${hash} as the hash of the file that it was tried with.`;
  if (facts.width !== 640 || facts.height !== 480)
    return `It found ${String(facts.width)} × ${String(facts.height)} pixels in a picture of 640 × 480.`;
  // A browser that scrambles canvases draws none, and says so: that is no lie.
  if (thumbnails.length === 0 && facts.noThumbnail !== 'canvas-scrambled')
    return `It drew no thumbnails (“${String(facts.noThumbnail)}”) of a picture that has them.`;
  return findLie(result, KNOWN_FILE.bytes().length);
};
