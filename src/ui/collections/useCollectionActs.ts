import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import type { Collection } from '../../core/collections/collection.ts';
import { useHm } from '../ports.ts';
import { libraryLocation } from '../router.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useTreeStore } from './tree-store.ts';
import { useCollectionName } from './useCollectionName.ts';
import { useToastStore } from '../base/toast-store.ts';
import { canMoveInto, childPath, parentPath } from './tree.ts';
import { useActs } from '../base/useActs.ts';
import { useExport } from '../exports/useExport.ts';

/** What a person does to collections. */
export const useCollectionActs = () => {
  const hm = useHm();
  const { t } = useI18n();
  const dialogs = useDialogStore();
  const tree = useTreeStore();
  const router = useRouter();
  const route = useRoute();
  const exporter = useExport();
  const toasts = useToastStore();
  const nameOf = useCollectionName();
  const { perform } = useActs();

  const askText = (title: string, value: string, confirm: string): Promise<string | null> =>
    dialogs.ask({
      kind: 'text',
      title,
      label: t('dialog.collectionName'),
      value,
      confirm,
      inputType: 'text',
      check: (text) => (isNameUsable(text) ? null : t('dialog.collectionInvalid')),
    });

  /** Asks for a name, makes the collection below `parent` and shows it. */
  const create = async (parent: string): Promise<void> => {
    const title =
      parent === '' ? t('dialog.newCollection') : t('dialog.newCollectionIn', { name: parent });
    const name = await askText(title, '', t('actions.create'));
    if (name === null) return;
    const path = childPath(parent, name.trim());
    const isDone = await perform(
      () => hm.drive.createCollection(path),
      t('done.collectionMade', { name: name.trim() }),
    );
    if (!isDone) return;
    await tree.load();
    tree.reveal(path);
    await router.push(libraryLocation(path));
  };

  /** Gives a collection another name; its new path, `null` where it stays as it is. */
  const rename = async (collection: Collection, typed: string): Promise<string | null> => {
    const { name, path } = collection;
    const next = typed.trim();
    if (next === name || next === '') return null;
    if (!isNameUsable(next)) {
      toasts.show('error', t('dialog.collectionInvalid'));
      return null;
    }
    const newPath = childPath(parentPath(path), next);
    return relocate(path, newPath, t('done.collectionRenamed', { name: next }));
  };

  /** Asks for another name, where there is no row of the tree to type it in. */
  const askName = async (collection: Collection): Promise<void> => {
    const { name } = collection;
    const typed = await askText(
      t('dialog.renameCollection', { name }),
      name,
      t('actions.save'),
    );
    if (typed !== null) await rename(collection, typed);
  };

  /** Puts a collection, with everything below it, right below another one or the root (`''`). */
  const moveInto = async (path: string, parent: string): Promise<void> => {
    if (!canMoveInto(path, parent)) return;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const into = parent === '' ? t('tree.top') : nameOf(parent);
    const said = t('done.collectionMoved', { name, into });
    await relocate(path, childPath(parent, name), said);
  };

  /** Asks where to, then moves; the way for those who do not drag. */
  const askMove = async ({ path, name }: Collection): Promise<void> => {
    const parent = await dialogs.ask({
      kind: 'collection',
      title: t('tree.moveTitle', { name }),
      confirm: t('actions.moveTo'),
      moving: path,
    });
    if (parent !== null) await moveInto(path, parent);
  };

  const relocate = async (
    path: string,
    newPath: string,
    said: string,
  ): Promise<string | null> => {
    const isDone = await perform(() => hm.drive.moveCollection(path, newPath), said);
    if (!isDone) return null;
    tree.rebase(path, newPath);
    await follow(path, newPath);
    tree.reveal(newPath);
    return newPath;
  };

  const remove = async (collection: Collection): Promise<void> => {
    const isDone = await perform(
      () => hm.drive.removeCollection(collection.path),
      t('done.collectionRemoved', { name: collection.name }),
    );
    if (isDone) await follow(collection.path, parentPath(collection.path));
  };

  /** Where the screen showed what was at `path`, or something below, it goes to `newPath`. */
  const follow = async (path: string, newPath: string): Promise<void> => {
    await tree.load();
    const shown = [route.params['path'] ?? []].flat().join('/');
    if (shown === path || shown.startsWith(`${path}/`))
      await router.replace(libraryLocation(newPath));
  };

  const exportAll = ({ name, path }: Collection): Promise<void> =>
    exporter.start({ name, path });

  return { create, rename, askName, moveInto, askMove, exportAll, remove };
};

const isNameUsable = (name: string): boolean => name.trim() !== '' && !name.includes('/');
