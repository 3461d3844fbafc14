/**
 * How imports stand in the journal, as records that do not sync:
 * `job` the queue, `job-state` whether it pauses or has ended, `job-file` how one file ended while the job
 * runs, and `job-ends` how all of them did, in one record, once it is over.
 */
import { isFailureType } from '../base/failure-types.ts';
import type { JobId, MediaId } from '../base/ids.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { ImportFailure } from '../imports/import-job.ts';
import type {
  AcceptedFile,
  FileEnds,
  ImportSink,
  JobEnd,
  JobNote,
  KeptJob,
  QueuedJob,
} from '../imports/import-sink.ts';
import type { ActDraft, ActWriter } from './act.ts';
import type { DriveParts } from './drive-parts.ts';

type Catalog = DriveParts['catalog'];
type JobRecords = Pick<
  ImportSink,
  'openJob' | 'noteJob' | 'closeJob' | 'reopenFiles' | 'forgetJob' | 'keptJobs'
>;

/** The part of the sink that keeps jobs. */
export const createJobRecords = (catalog: Catalog, writer: ActWriter): JobRecords => ({
  openJob: (job) => writeJob(writer, job),
  noteJob: (note) => writeNote(writer, note),
  closeJob: (end) => writeEnd(writer, end),
  reopenFiles: (job, files) => writeReopened(catalog, writer, job, files),
  forgetJob: (job) => clearJob(writer, job),
  keptJobs: () => readJobs(catalog),
});

/** Notes how a file ended, with the act that brought it in. */
export const noteFile = (
  draft: ActDraft,
  job: JobId,
  index: number,
  end: AcceptedFile | ImportFailure,
): void => draft.local(['job-file', job, index], endToPlain(end));

/** Writes records of no item: nothing to undo. */
const writeLocal = async (
  writer: ActWriter,
  facts: PlainObject,
  build: (draft: ActDraft) => void | Promise<void>,
): Promise<void> => {
  await writer.write({ verb: 'import-note', facts }, null, async (draft) => {
    await build(draft);
    return null;
  });
};

const writeJob = async (writer: ActWriter, job: QueuedJob): Promise<void> => {
  const title = { verb: 'import-queue', facts: { files: job.files.length } };
  await writer.write(title, null, (draft) => {
    draft.local(['job', job.id], job as unknown as Plain);
    return Promise.resolve(null);
  });
};

const writeNote = (writer: ActWriter, { job, failed, state }: JobNote): Promise<void> =>
  writeLocal(writer, {}, (draft) => {
    if (failed !== undefined) {
      const { index, ...failure } = failed;
      noteFile(draft, job, index, failure);
    }
    if (state !== undefined) draft.local(['job-state', job], state);
  });

const writeEnd = (writer: ActWriter, { job, state, ends }: JobEnd): Promise<void> =>
  writeLocal(writer, {}, (draft) => {
    draft.localClear(['job-file', job]);
    const all = [...ends.accepted, ...ends.failed];
    draft.local(
      ['job-ends', job],
      all.map(([index, end]) => [index, endToPlain(end)]),
    );
    draft.local(['job-state', job], state);
  });

const writeReopened = (
  catalog: Catalog,
  writer: ActWriter,
  job: JobId,
  files: readonly number[],
): Promise<void> =>
  writeLocal(writer, {}, async (draft) => {
    const again = new Set(files);
    const ends = (await catalog.local(['job-ends', job])) as KeptEnds | null;
    if (ends?.some(([index]) => again.has(index)) === true)
      draft.local(
        ['job-ends', job],
        ends.filter(([index]) => !again.has(index)),
      );
    for (const index of again) draft.localClear(['job-file', job, index]);
    draft.local(['job-state', job], 'running');
  });

const clearJob = (writer: ActWriter, job: JobId): Promise<void> =>
  writeLocal(writer, {}, (draft) => {
    for (const record of ['job', 'job-file', 'job-ends', 'job-state'])
      draft.localClear([record, job]);
  });

type KeptEnds = readonly (readonly [index: number, end: PlainObject])[];

const endToPlain = (end: AcceptedFile | ImportFailure): PlainObject =>
  'id' in end ? acceptedToPlain(end) : { ...end };

/** Of what is new everybody knows where it stands, and most can be shown: said only where it is otherwise. */
const acceptedToPlain = ({
  id,
  duplicate,
  collections,
  unshown,
}: AcceptedFile): PlainObject => ({
  id,
  duplicate,
  ...(duplicate && { collections }),
  ...(unshown !== null && { unshown }),
});

const readJobs = async (catalog: Catalog): Promise<readonly KeptJob[]> => {
  const jobs = await catalog.scan('local', { prefix: ['job'] });
  return Promise.all(
    jobs.map(async ({ value }): Promise<KeptJob> => {
      const job = value as unknown as QueuedJob;
      const state = await catalog.local(['job-state', job.id]);
      return { ...job, state: readState(state), ...(await readEnds(catalog, job.id)) };
    }),
  );
};

const readState = (state: unknown): KeptJob['state'] =>
  state === 'paused' || state === 'done' || state === 'cancelled' ? state : 'running';

const readEnds = async (catalog: Catalog, job: JobId): Promise<FileEnds> => {
  const accepted = new Map<number, AcceptedFile>();
  const failed = new Map<number, ImportFailure>();
  const read = (index: number, end: PlainObject): void => {
    if (typeof end['id'] === 'string') accepted.set(index, plainToAccepted(end));
    else failed.set(index, plainToFailure(end));
  };
  const ends = (await catalog.local(['job-ends', job])) as KeptEnds | null;
  for (const [index, end] of ends ?? []) read(index, end);
  for (const { key, value } of await catalog.scan('local', { prefix: ['job-file', job] }))
    read(Number(key[2]), value as PlainObject);
  return { accepted, failed };
};

const plainToAccepted = (end: PlainObject): AcceptedFile => ({
  id: end['id'] as MediaId,
  duplicate: end['duplicate'] === true,
  collections: (end['collections'] ?? []) as readonly string[],
  unshown: typeof end['unshown'] === 'string' ? end['unshown'] : null,
});

/** A type that this version does not know keeps its sentence. */
const plainToFailure = ({ type, message, facts }: PlainObject): ImportFailure => ({
  type: typeof type === 'string' && isFailureType(type) ? type : 'unexpected',
  message: typeof message === 'string' ? message : '',
  ...(typeof facts === 'object' && facts !== null && { facts: facts as PlainObject }),
});
