import type { JobId } from '../base/ids.ts';
import type { SourceFile, SourceRoot } from './import-job.ts';

/**
 * The port to what opens the files of an import again after a reload, where the platform can.
 *
 * A handle outlives the page, a dropped file does not; and the right to read a handle may have lapsed.
 */
export interface SourceKeeper<File extends SourceFile, Handle> {
  /** Keeps what the files of a job came from, in place of what was kept for it before. */
  keep(job: JobId, roots: readonly SourceRoot<Handle>[]): Promise<void>;
  /**
   * The files of a job by path, as they are now, of those roots that may be read without asking a
   * person; what is gone or not allowed is left out.
   */
  reopen(job: JobId): Promise<ReadonlyMap<string, File>>;
  /** Drops what was kept; nothing kept is fine. */
  forget(job: JobId): Promise<void>;
}
