import { useI18n } from 'vue-i18n';
import type { ImportInput } from '../../app/api-types.ts';
import { usePorts } from '../ports.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useImportsStore } from './imports-store.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useActs } from '../base/useActs.ts';

/** The ways by which files come in; each opens the drawer, where the rest is told. */
export const useImporter = () => {
  const { hm, files } = usePorts();
  const { t } = useI18n();
  const imports = useImportsStore();
  const toasts = useToastStore();
  const dialogs = useDialogStore();
  const { attempt } = useActs();

  const take = async (path: string, inputs: readonly ImportInput[]): Promise<void> => {
    if (inputs.length === 0) return;
    imports.isOpen = true;
    await attempt(async () => {
      await hm.drive.importMedia(path, inputs);
    });
    await imports.load();
  };

  const chooseFiles = async (path: string): Promise<void> => {
    const picked = await attempt(() => files.pickFiles());
    await take(path, picked ?? []);
  };

  const chooseFolder = async (path: string): Promise<void> => {
    const picked = await attempt(() => files.pickDirectory());
    await take(path, picked ?? []);
  };

  const askLink = async (path: string): Promise<void> => {
    const url = await dialogs.ask({
      kind: 'text',
      title: t('dialog.link'),
      label: t('dialog.linkLabel'),
      value: '',
      confirm: t('actions.import'),
      inputType: 'url',
      check: () => null,
    });
    if (url !== null && url.trim() !== '') await takeLink(path, url.trim());
  };

  const takeLink = async (path: string, url: string): Promise<void> => {
    imports.isOpen = true;
    await attempt(() => hm.drive.importFromUrl(path, url));
    await imports.load();
  };

  /** To be called in the task of the drop. */
  const takeDrop = async (path: string, dropped: DataTransfer): Promise<void> => {
    const inputs = await attempt(() => files.readDrop(dropped));
    if (inputs?.length === 0) toasts.show('info', t('imports.nothingDropped'));
    await take(path, inputs ?? []);
  };

  /** To be called in the task of the paste; words that are no address are left alone. */
  const takePaste = async (path: string, event: ClipboardEvent): Promise<void> => {
    const { entries, links } = files.readPaste(event);
    await take(path, entries);
    for (const link of links) await takeLink(path, link);
  };

  return {
    chooseFiles,
    chooseFolder,
    askLink,
    takeDrop,
    takePaste,
    canPickDirectory: files.canPickDirectory,
  };
};
