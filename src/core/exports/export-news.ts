import type { ImportProgress } from '../imports/import-job.ts';

/** The news about an export. */
export interface ExportNews {
  readonly job: string;
  readonly phase: 'exporting' | 'exported';
  /** Files, of all. */
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  /** Bytes per second, `null` until known. */
  readonly rate: number | null;
  readonly etaSeconds: number | null;
}

/** Whether news about a job are about an export; imports tell theirs by the same event. */
export const isExportNews = (news: ExportNews | ImportProgress): news is ExportNews =>
  news.phase === 'exporting' || news.phase === 'exported';
