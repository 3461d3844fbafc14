import { useI18n } from 'vue-i18n';
import type { LinkId } from '../../core/base/ids.ts';
import { useActs } from '../base/useActs.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useHm } from '../ports.ts';
import type { TreeNode } from './tree.ts';
import { useCollectionActs } from './useCollectionActs.ts';
import { useTreeStore } from './tree-store.ts';

/** What the menu and the keys of a row do; 'rename' begins in the row itself. */
export type TreeAct =
  'create' | 'rename' | 'move' | 'edit' | 'links' | 'export' | 'remove' | 'unlink';

/** The acts of a row of the tree. */
export const useTreeActs = (beginRename: (node: TreeNode) => void) => {
  const hm = useHm();
  const { t } = useI18n();
  const dialogs = useDialogStore();
  const tree = useTreeStore();
  const { perform } = useActs();
  const acts = useCollectionActs();

  const unlink = async (id: LinkId): Promise<void> => {
    await perform(() => hm.drive.removeLink(id), t('links.removed'));
    await tree.load();
  };

  const run = (what: TreeAct, node: TreeNode): void => {
    const { collection, link } = node;
    if (link !== null) {
      if (what === 'unlink' || what === 'remove') void unlink(link.id);
      return;
    }
    if (collection === null) return;
    if (what === 'create') void acts.create(collection.path);
    else if (what === 'rename') beginRename(node);
    else if (what === 'move') void acts.askMove(collection);
    else if (what === 'edit') void dialogs.ask({ kind: 'collection-edit', collection });
    else if (what === 'links') void dialogs.ask({ kind: 'links', path: collection.path });
    else if (what === 'export') void acts.exportAll(collection);
    else if (what === 'remove') void acts.remove(collection);
  };
  return { run };
};
