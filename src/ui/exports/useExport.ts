import { useI18n } from 'vue-i18n';
import type { ExportReport } from '../../app/export-files.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import type { MediaId } from '../../core/base/ids.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { saveBlob } from '../base/save-blob.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useActs } from '../base/useActs.ts';
import { useFailures } from '../base/useFailures.ts';
import { useFormat } from '../base/useFormat.ts';
import { usePorts } from '../ports.ts';
import { type ExportChoice, parseExportChoice } from './export-choice.ts';
import { useExportsStore } from './exports-store.ts';

/** What is to be exported: a collection with all below it, or some items. */
export interface ExportSubject {
  readonly name: string;
  readonly path: string;
  readonly ids?: readonly MediaId[];
}

/** Asks how, where the browser has to ask where, and exports; the card and a message tell how it goes. */
export const useExport = () => {
  const { hm, saving } = usePorts();
  const { t } = useI18n();
  const dialogs = useDialogStore();
  const exports = useExportsStore();
  const toasts = useToastStore();
  const format = useFormat();
  const failures = useFailures();
  const { attempt } = useActs();

  const run = async (subject: ExportSubject, choice: ExportChoice): Promise<void> => {
    const { path, ids, name } = subject;
    const job = crypto.randomUUID();
    const abort = new AbortController();
    const options = {
      ...{ job, sidecars: choice.sidecars, signal: abort.signal },
      ...(ids !== undefined && { ids }),
    };
    const fileName = `${name}.zip`;
    // Pickers come first: they need the click that is still fresh.
    const folder = choice.as === 'folder' ? await saving.pickFolder() : undefined;
    const file = choice.as === 'zip' ? await saving.pickFile(fileName) : undefined;
    exports.begin(job, name, () => abort.abort());
    try {
      if (folder !== undefined)
        await tell(
          await hm.drive.exportCollection(path, { ...options, as: 'folder', to: folder }),
        );
      else if (file !== undefined)
        await tell(await hm.drive.exportCollection(path, { ...options, as: 'zip', to: file }));
      else saveBlob(await hm.drive.exportCollection(path, { ...options, as: 'zip' }), fileName);
    } finally {
      exports.end(job);
    }
  };

  const tell = async ({ files, bytes, failed }: ExportReport): Promise<void> => {
    const done = { items: format.count(files), size: format.bytes(bytes) };
    const [first] = failed;
    if (first === undefined) toasts.show('info', t('exports.done', done, files));
    else {
      const why = await failures.tell(first);
      const lost = { items: format.count(failed.length), name: first.name, why };
      toasts.show('error', t('exports.failed', lost, failed.length));
    }
  };

  /** Nothing happens where the person thought better of it. */
  const start = (subject: ExportSubject): Promise<void> =>
    attempt(async () => {
      const { name } = subject;
      const answer = await dialogs.ask({ kind: 'export', title: t('exports.title', { name }) });
      const choice = answer === null ? null : parseExportChoice(answer);
      if (choice === null) return;
      await runOrTell(subject, choice);
    });

  /** What there is no room for stays in sight, with what can be let go of. */
  const runOrTell = async (subject: ExportSubject, choice: ExportChoice): Promise<void> => {
    try {
      await run(subject, choice);
    } catch (error) {
      if (!isHmError(error)) throw error;
      if (error.type === 'cancelled') return;
      if (error.type !== 'quota-exceeded') throw error;
      const job = crypto.randomUUID();
      const retry = (): void => {
        exports.dismiss(job);
        void attempt(() => runOrTell(subject, choice));
      };
      exports.keepCrowded({ job, name: subject.name, failure: error, retry });
    }
  };

  return { start };
};
