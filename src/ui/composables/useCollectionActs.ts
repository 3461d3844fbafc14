import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import type { Collection } from '../../core/collections/collection.ts';
import { useHm } from '../ports.ts';
import { libraryLocation } from '../router.ts';
import { useDialogStore } from '../stores/dialog-store.ts';
import { useTreeStore } from '../stores/tree-store.ts';
import { childPath, parentPath } from '../tree.ts';
import { useActs } from './useActs.ts';

/** What a person does to collections. */
export const useCollectionActs = () => {
  const hm = useHm();
  const { t } = useI18n();
  const dialogs = useDialogStore();
  const tree = useTreeStore();
  const router = useRouter();
  const route = useRoute();
  const { perform } = useActs();

  const askName = (title: string, value: string, confirm: string): Promise<string | null> =>
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
    const name = await askName(title, '', t('actions.create'));
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

  const rename = async (collection: Collection): Promise<void> => {
    const { name, path } = collection;
    const next = await askName(t('dialog.renameCollection', { name }), name, t('actions.save'));
    if (next === null || next.trim() === name) return;
    const newPath = childPath(parentPath(path), next.trim());
    const isDone = await perform(
      () => hm.drive.moveCollection(path, newPath),
      t('done.collectionRenamed', { name: next.trim() }),
    );
    if (isDone) await follow(path, newPath);
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

  return { create, rename, remove };
};

const isNameUsable = (name: string): boolean => name.trim() !== '' && !name.includes('/');
