import { HmError } from '../base/hm-error.ts';
import { encodeChunkList } from '../blobs/chunk-list-codec.ts';
import { findDataStart } from '../blobs/data-start.ts';
import type { ByteSource, ContentHasher, StagingCopy } from './ingest-ports.ts';
import { createChunkCutter, piecesOf } from './chunk-cutter.ts';
import type { Findings, Inspector } from './inspect.ts';
import { storedUnparsed } from './inspect.ts';
import type { IngestJob, IngestListeners, IngestProgress, IngestResult } from './media-lab.ts';
import type { MediaFacts } from './media.ts';
import { createDataCutter } from './picture-data/data-cutter.ts';
import { findPictureData } from './picture-data/picture-data.ts';
import { essenceOf } from './essence.ts';
import { sniff } from './sniff.ts';

/** How much of a file's beginning its type and its pictures' headers are read from. */
const HEAD_BYTES = 64 * 1024;

/** What an ingest needs of its platform. */
export interface IngestPorts<FileLike> {
  openSource(file: FileLike): Promise<ByteSource<FileLike>>;
  openStaging(path: string): Promise<StagingCopy>;
  readonly hasher: ContentHasher;
  readonly inspector: Inspector<FileLike>;
}

/** Takes one file in; `parse` false stores it without looking into it. */
export type Ingest<FileLike> = (
  job: IngestJob<FileLike>,
  options: { readonly parse: boolean } & IngestListeners,
) => Promise<IngestResult>;

/**
 * One pass over a file: while a decoder on its own thread works on the picture, the same bytes are
 * hashed, cut into chunks and copied to staging. Memory stays at three pieces, whatever the file's size,
 * unless the source chose to hold it whole. Rejects with 'empty-file', 'read-failed', 'quota-exceeded'.
 */
export const createIngest =
  <FileLike>(ports: IngestPorts<FileLike>): Ingest<FileLike> =>
  async (job, { parse, onProgress, onPicture }) => {
    const source = await ports.openSource(job.file);
    if (source.sizeBytes === 0) {
      throw new HmError('empty-file', `“${job.name}” has no bytes. There is nothing to keep.`);
    }
    const head = await source.read(0, Math.min(HEAD_BYTES, source.sizeBytes));
    const type = sniff(head);
    const copying = copyAndHash(ports, source, job.stagingPath, type?.mime ?? null, onProgress);
    const inspecting = parse
      ? ports.inspector({ source, job, type, onPicture })
      : Promise.resolve(storedUnparsed(type));
    const [copy, findings] = await settleBoth(copying, inspecting);
    const { essence, ...content } = copy;
    return { ...content, ...findings, facts: { ...findings.facts, essence } };
  };

/** Both results; where one fails the other is awaited first, so that nothing runs on behind a failure. */
const settleBoth = async <A>(
  copying: Promise<A>,
  inspecting: Promise<Findings>,
): Promise<[A, Findings]> => {
  await Promise.allSettled([copying, inspecting]);
  return [await copying, await inspecting];
};

const NO_COPY: StagingCopy = {
  append: () => undefined,
  flush: () => undefined,
  close: () => undefined,
};

type Copy = Pick<IngestResult, 'hash' | 'sizeBytes' | 'listHash' | 'list'> &
  Pick<MediaFacts, 'essence'>;

const copyAndHash = async <FileLike>(
  { openStaging, hasher }: IngestPorts<FileLike>,
  source: ByteSource<FileLike>,
  stagingPath: string | null,
  mime: string | null,
  onProgress: IngestProgress,
): Promise<Copy> => {
  const { sizeBytes } = source;
  const read = (at: number, length: number): Promise<Uint8Array<ArrayBuffer>> =>
    source.read(Math.min(at, sizeBytes), Math.min(at + length, sizeBytes));
  const dataStart = await findDataStart(read, sizeBytes, mime ?? '');
  const data = await findPictureData(read, sizeBytes, mime ?? '');
  const blob = await hasher.startBlob();
  const staging = stagingPath === null ? NO_COPY : await openStaging(stagingPath);
  try {
    const cutter = createChunkCutter(hasher, dataStart);
    const dataCutter = data && createDataCutter(hasher, data);
    for await (const piece of piecesOf(source, dataStart)) {
      const hashing = Promise.all([cutter.add(piece), dataCutter?.add(piece)]);
      await staging.append(piece.bytes);
      await blob.update(piece.bytes);
      await hashing;
      onProgress('reading', piece.start + piece.bytes.length);
    }
    onProgress('hashing', sizeBytes);
    await staging.flush();
    const hash = blob.digest();
    const cut = { blob: hash, sizeBytes, dataStart, chunks: cutter.chunks() };
    const list = encodeChunkList(cut);
    const essence = dataCutter
      ? await dataCutter.essence()
      : await essenceOf(hasher, read, cut, mime ?? '');
    const listHash = await hasher.chunk(list);
    onProgress('thumbnails', sizeBytes);
    return { hash, sizeBytes, list, listHash, essence };
  } finally {
    await staging.close();
  }
};
