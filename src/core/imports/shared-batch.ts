/** What another app handed over, kept aside until a person says what becomes of it. Nothing of it is trusted. */
import { isPlainObject, readFields } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';

/** A file of a batch as its sender named it. The type is a claim: what a file is, its bytes say. */
export interface SharedFile {
  readonly name: string;
  readonly sizeBytes: number;
}

/** One act of sharing. */
export interface SharedBatch {
  /** Names the directory in which the files lie: `<milliseconds>-<8 hex digits>`, so that names sort by age. */
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly files: readonly SharedFile[];
  /** How many more files were sent than the limits let in. */
  readonly leftOut: number;
  /** 'taken': a person has confirmed it, and an import may still be reading the files. */
  readonly state: 'waiting' | 'taken';
}

/** A stored batch that cannot be read, and why. */
export type BadBatch = { readonly type: 'bad-batch'; readonly message: string };

/** The most that one act of sharing may leave aside, and all of them together. */
export const SHARE_LIMITS = {
  files: 500,
  bytes: 8 * 1024 ** 3,
  batches: 10,
  /** Characters of the title, the text and the address, each. */
  text: 10_000,
  name: 255,
} as const;

/** Batches that nobody asked for in so long a time are removed. */
export const SHARE_KEPT_MS = 7 * 24 * 3_600_000;

const ID = /^\d{13,15}-[0-9a-f]{8}$/;

/** Whether `text` is the id of a batch, and so a safe name of a directory. */
export const isBatchId = (text: string): boolean => ID.test(text);

/** The id of a batch that came at `nowMs`; `random` is any 32-bit whole number. */
export const batchId = (nowMs: number, random: number): string =>
  `${nowMs.toString().padStart(13, '0')}-${(random >>> 0).toString(16).padStart(8, '0')}`;

/** Whether a batch, or what is left of one, has waited too long; so has what bears no id of ours. */
export const isStale = (id: string, nowMs: number): boolean =>
  !isBatchId(id) || nowMs - Number(id.split('-')[0]) > SHARE_KEPT_MS;

/**
 * How many of the files, in their order, the limits let in: the first ones, up to the first that would
 * pass a limit. A share is taken as it came, so one in the middle is never left out silently.
 */
export const countAdmitted = (
  sizes: readonly number[],
  limits: { readonly files: number; readonly bytes: number } = SHARE_LIMITS,
): number => {
  let bytes = 0;
  let count = 0;
  for (const size of sizes) {
    bytes += size;
    if (count === limits.files || bytes > limits.bytes) return count;
    count += 1;
  }
  return count;
};

/** A batch as its `batch.json` has it. */
export const parseBatch = (plain: Plain): Result<SharedBatch, BadBatch> => {
  if (!isPlainObject(plain)) return err(badBatch('it is not an object'));
  const fields = readFields(plain);
  const batch: SharedBatch = {
    id: fields.form('id', (text): text is string => isBatchId(text), 'the id of a batch'),
    receivedAt: fields.time('receivedAt'),
    title: fields.text('title', SHARE_LIMITS.text),
    text: fields.text('text', SHARE_LIMITS.text),
    url: fields.text('url', SHARE_LIMITS.text),
    files: fields.list('files', SHARE_LIMITS.files, readFile, 'a file with name and size'),
    leftOut: fields.integer('leftOut', 0, 1e9),
    state: fields.choice('state', ['waiting', 'taken']),
  };
  const fault = fields.fault();
  return fault === null
    ? ok(batch)
    : err(badBatch(`its ${fault.field} should have been ${fault.expected}`));
};

const readFile = (entry: Plain): SharedFile | undefined => {
  if (!isPlainObject(entry)) return undefined;
  const fields = readFields(entry satisfies PlainObject);
  const name = fields.text('name', SHARE_LIMITS.name);
  const sizeBytes = fields.integer('sizeBytes', 0, Number.MAX_SAFE_INTEGER);
  return fields.fault() === null ? { name, sizeBytes } : undefined;
};

const badBatch = (why: string): BadBatch => ({
  type: 'bad-batch',
  message: `What was shared cannot be read (${why}). Share it again.`,
});
