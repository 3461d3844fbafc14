import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { FAVOURITE_TAG } from '../favourite.ts';
import { useHm } from '../ports.ts';
import { useDialogStore } from '../stores/dialog-store.ts';
import { useListingStore } from '../stores/listing-store.ts';
import { addTags, parseTags } from '../tags.ts';
import { useActs } from './useActs.ts';
import { useFormat } from './useFormat.ts';
import { useCollectionName } from './useCollectionName.ts';

/** What a person does to items, one or many: each ends in a message with Undo. */
export const useMediaActs = () => {
  const hm = useHm();
  const { t } = useI18n();
  const format = useFormat();
  const dialogs = useDialogStore();
  const listing = useListingStore();
  const nameOf = useCollectionName();
  const { perform } = useActs();

  const counted = (key: string, count: number, named: Record<string, string> = {}): string =>
    t(key, { items: format.count(count), ...named }, count);

  const remove = (ids: readonly MediaId[]): Promise<boolean> =>
    perform(
      async () => {
        await hm.drive.removeMedia(ids);
        listing.withdraw(ids);
      },
      counted('done.removed', ids.length),
    );

  const moveTo = (ids: readonly MediaId[], path: string): Promise<boolean> =>
    perform(
      () => hm.drive.moveMedia(ids, path),
      counted('done.moved', ids.length, { name: nameOf(path) }),
    );

  const copyTo = (ids: readonly MediaId[], path: string): Promise<boolean> =>
    perform(
      () => hm.drive.copyMedia(ids, path),
      counted('done.copied', ids.length, { name: nameOf(path) }),
    );

  /** Asks where to, then moves or copies. */
  const askWhere = async (what: 'move' | 'copy', ids: readonly MediaId[]): Promise<boolean> => {
    const title = counted(
      what === 'move' ? 'dialog.moveTitle' : 'dialog.copyTitle',
      ids.length,
    );
    const confirm = t(what === 'move' ? 'actions.moveTo' : 'actions.copyTo');
    const path = await dialogs.ask({ kind: 'collection', title, confirm });
    if (path === null) return false;
    return what === 'move' ? moveTo(ids, path) : copyTo(ids, path);
  };

  /** Asks for tags and adds them to what each item has. */
  const askTags = async (rows: readonly MediaRow[]): Promise<boolean> => {
    const text = await dialogs.ask({
      kind: 'text',
      title: t('dialog.tags'),
      label: t('dialog.tagsLabel'),
      value: '',
      confirm: t('actions.save'),
      inputType: 'text',
      check: () => null,
    });
    const tags = parseTags(text ?? '');
    if (tags.length === 0) return false;
    return perform(() => tagEach(rows, tags), counted('done.tagged', rows.length));
  };

  /** One act per set of tags that comes out alike, not one per item. */
  const tagEach = async (rows: readonly MediaRow[], tags: readonly string[]): Promise<void> => {
    const alike = new Map<string, { tags: readonly string[]; ids: MediaId[] }>();
    for (const row of rows) {
      const next = addTags(row.tags, tags);
      const key = JSON.stringify(next);
      const group = alike.get(key) ?? { tags: next, ids: [] };
      group.ids.push(row.id);
      alike.set(key, group);
    }
    for (const group of alike.values())
      await hm.drive.updateMedia(group.ids, { tags: group.tags });
  };

  const toggleFavourite = (item: Pick<MediaRow, 'id' | 'tags'>): Promise<boolean> => {
    const isFavourite = item.tags.includes(FAVOURITE_TAG);
    const tags = isFavourite
      ? item.tags.filter((tag) => tag !== FAVOURITE_TAG)
      : [...item.tags, FAVOURITE_TAG];
    return perform(
      () => hm.drive.updateMedia(item.id, { tags }),
      t(isFavourite ? 'done.unfavoured' : 'done.favoured'),
    );
  };

  const rate = (ids: readonly MediaId[], rating: number): Promise<boolean> =>
    perform(() => hm.drive.updateMedia(ids, { rating }), t('done.rated', { n: rating }));

  return { remove, moveTo, copyTo, askWhere, askTags, toggleFavourite, rate };
};
