import { useI18n } from 'vue-i18n';
import type { ImportJob } from '../../core/imports/import-job.ts';
import { detailOf } from '../base/failure-words.ts';
import { saveBlob } from '../base/save-blob.ts';
import { useActs } from '../base/useActs.ts';
import { useFailures } from '../base/useFailures.ts';
import { useFormat } from '../base/useFormat.ts';
import { useCollectionName } from '../collections/useCollectionName.ts';
import { useHm } from '../ports.ts';
import { summaryToCsv, summaryToText, type SummaryWords } from './import-summary.ts';
import { useUnshown } from './useUnshown.ts';

const KINDS = {
  csv: { write: summaryToCsv, mime: 'text/csv' },
  txt: { write: summaryToText, mime: 'text/plain' },
} as const;

/** Saves what became of each file of an import. */
export const useImportSummary = () => {
  const hm = useHm();
  const { t } = useI18n();
  const format = useFormat();
  const failures = useFailures();
  const nameOf = useCollectionName();
  const unshownText = useUnshown();
  const { attempt } = useActs();

  const wordsFor = (job: ImportJob): SummaryWords => ({
    title: t('imports.summary.heading', {
      name: nameOf(job.collection),
      time: format.localTime(job.startedAt),
    }),
    headings: [
      t('imports.summary.file'),
      t('imports.summary.bytes'),
      t('imports.summary.result'),
      t('imports.summary.where'),
      t('imports.summary.why'),
      t('imports.summary.details'),
    ],
    outcome: (outcome) => t(`imports.summary.outcomes.${outcome}`),
    collection: nameOf,
    why: ({ failure, unshown }) => {
      if (failure !== null) return failures.say(failure);
      return unshown === null ? '' : unshownText(unshown);
    },
    details: ({ failure }) => (failure === null ? '' : detailOf(failure)),
  });

  const save = (job: ImportJob, kind: keyof typeof KINDS): Promise<void> =>
    attempt(async () => {
      const [rows] = await Promise.all([hm.drive.imports.summary(job.id), failures.load()]);
      const { write, mime } = KINDS[kind];
      const blob = new Blob([write(rows, wordsFor(job))], { type: `${mime};charset=utf-8` });
      saveBlob(blob, `${t('imports.summary.fileName')}-${fileTime(job.startedAt)}.${kind}`);
    });

  return { save };
};

/** '2026-11-21-0903' of an ISO 8601 time: no sign that a file name may not have. */
const fileTime = (iso: string): string => iso.slice(0, 16).replace('T', '-').replace(':', '');
