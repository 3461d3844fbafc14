/** What this browser remembers of the sample, so that it can all go again: pure. */
import type { MediaId } from '../../core/base/ids.ts';

/** Where it is remembered. */
export const SAMPLE_KEY = 'hm-sample';

/** The sample that was made. */
export interface SampleRecord {
  /** The id of its collection, whatever that is called by now. */
  readonly collection: string;
  /** What was imported; empty where the making was interrupted. */
  readonly media: readonly MediaId[];
}

/** As it is kept. */
export const recordToText = (record: SampleRecord): string => JSON.stringify(record);

/** What is kept, or `null` where that is no record. */
export const textToRecord = (text: string | null): SampleRecord | null => {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { collection, media } = value as Readonly<Record<string, unknown>>;
    if (typeof collection !== 'string' || !Array.isArray(media)) return null;
    const ids = media.filter((id): id is MediaId => typeof id === 'string');
    return { collection, media: ids };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

/** `name`, or with the first number that no other has. */
export const freeName = (name: string, taken: readonly string[]): string => {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name} ${number}`;
    if (!taken.includes(tried)) return tried;
  }
};
