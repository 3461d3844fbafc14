import { makeZip, predictLength } from 'client-zip';

/** A file that goes into an archive or a folder. */
export interface OutgoingFile {
  /** `/` between names. */
  readonly path: string;
  readonly modifiedMs: number;
  readonly body: Blob;
}

/** The archive of `files`, made as it is read: the next file is asked for when the last one was taken. */
export const zipFiles = (files: AsyncIterable<OutgoingFile>): ReadableStream<Uint8Array> =>
  makeZip(toInputs(files));

/** How many bytes the archive of such files has, exactly. */
export const zipBytes = (
  files: Iterable<{ readonly path: string; readonly sizeBytes: number }>,
): number =>
  Number(
    predictLength([...files].map(({ path, sizeBytes }) => ({ name: path, size: sizeBytes }))),
  );

/** A zip has no times before 1980 (APPNOTE 4.4.6). */
const EARLIEST_MS = Date.UTC(1980, 0, 2);

const toInputs = async function* (files: AsyncIterable<OutgoingFile>) {
  for await (const { path, modifiedMs, body } of files) {
    const lastModified = new Date(Math.max(modifiedMs, EARLIEST_MS));
    yield { name: path, input: body, size: body.size, lastModified };
  }
};
