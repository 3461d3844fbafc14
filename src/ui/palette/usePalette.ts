import { useLocalStorage } from '@vueuse/core';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { MediaRow } from '../../core/media/media.ts';
import { useActs } from '../base/useActs.ts';
import { useTreeStore } from '../collections/tree-store.ts';
import { ACTION_IDS, ACTIONS, type Action } from '../commands/commands.ts';
import { KIND_ICONS } from '../media/kinds.ts';
import { useHm } from '../ports.ts';
import { libraryLocation } from '../router.ts';
import { NO_REQUEST } from '../search/search-request.ts';
import { useSavedSearches } from '../search/useSavedSearches.ts';
import { addressOf, savedLocation } from '../search/useSearchAddress.ts';
import { listPalette, type PaletteEntry } from './palette-list.ts';
import { addRecent, parseRecent } from './recent.ts';
import { usePaletteActions } from './usePaletteActions.ts';

/** Pictures are a taste of what the search screen has in full. */
const MEDIA_MOST = 6;

/** What the palette lists for what is typed, and choosing from it. */
export const usePalette = () => {
  const hm = useHm();
  const { t } = useI18n();
  const router = useRouter();
  const tree = useTreeStore();
  const saved = useSavedSearches();
  const actions = usePaletteActions();
  const { attempt } = useActs();
  // At once: choosing closes the palette, and with it whatever would have been written later.
  const stored = useLocalStorage<unknown>('hm-palette-recent', [], { flush: 'sync' });
  const typed = shallowRef('');
  const rows = shallowRef<readonly MediaRow[]>([]);

  const entries = computed<readonly PaletteEntry[]>(() => [
    ...ACTION_IDS.flatMap((id): PaletteEntry[] => {
      const run = actions[id];
      if (run === null) return [];
      const { icon, keys: own, screenKeys = [] }: Action = ACTIONS[id];
      const keys = [...own, ...screenKeys];
      const label = t(`commands.${id}`);
      return [{ key: `action:${id}`, kind: 'action', label, icon, keys, mediaId: null, run }];
    }),
    ...tree.collections
      .filter((collection) => collection.search === null)
      .map(({ path }) =>
        toPlace('collection', path, path, () => router.push(libraryLocation(path))),
      ),
    ...saved.all.value.map(({ name, path, request, collection }) =>
      toPlace('saved', path, name, () => router.push(savedLocation(collection.id, request))),
    ),
  ]);

  /** Where a picture is chosen, its neighbours are those of the same search. */
  const media = computed<readonly PaletteEntry[]>(() =>
    rows.value.map(({ id, kind, name }) => ({
      key: `media:${id}`,
      kind: 'media',
      label: name,
      icon: KIND_ICONS[kind],
      keys: [],
      mediaId: id,
      run: () => {
        const { query } = addressOf({ ...NO_REQUEST, text: typed.value });
        void router.push({ name: 'search', query: { ...query, view: id } });
      },
    })),
  );
  const groups = computed(() =>
    listPalette(entries.value, media.value, typed.value, parseRecent(stored.value)),
  );

  let latest = 0;
  /** What was typed; the pictures for it follow, the latest answer wins. */
  const type = async (text: string): Promise<void> => {
    typed.value = text;
    const mine = ++latest;
    if (text.trim() === '') {
      rows.value = [];
      return;
    }
    const got = await attempt(async () => {
      const { hits } = await hm.search.query(text, { limit: MEDIA_MOST });
      return hits.length === 0 ? [] : hm.drive.mediaRows(hits.map(({ id }) => id));
    });
    if (mine === latest) rows.value = got ?? [];
  };

  const choose = (entry: PaletteEntry): void => {
    if (entry.kind !== 'media') stored.value = addRecent(parseRecent(stored.value), entry.key);
    entry.run();
  };

  return { typed, groups, type, choose };
};

const toPlace = (
  kind: 'collection' | 'saved',
  path: string,
  label: string,
  go: () => Promise<unknown>,
): PaletteEntry => ({
  key: `${kind}:${path}`,
  kind,
  label,
  icon: kind === 'saved' ? 'saved-search' : 'folder',
  keys: [],
  mediaId: null,
  run: () => void go(),
});
