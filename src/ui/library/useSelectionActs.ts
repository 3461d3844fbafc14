import { computed, onScopeDispose, watchEffect } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { useToastStore } from '../base/toast-store.ts';
import { FAVOURITE_TAG } from '../media/favourite.ts';
import { useViewer } from '../viewer/useViewer.ts';
import { useListingStore } from './listing-store.ts';
import { useSelectionOffers } from './selection-offers-store.ts';
import type { GridAct } from './useGridKeys.ts';
import type { GridSelection } from './useGridSelection.ts';
import { useMediaActs } from './useMediaActs.ts';

/** Of selections gathered by hand every row is looked at; of larger ones the bar offers without knowing. */
const SMALL_SELECTION = 200;

/** What the bar, the keys and the palette do to what is selected. */
export const useSelectionActs = (selection: GridSelection) => {
  const { t } = useI18n();
  const listing = useListingStore();
  const acts = useMediaActs();
  const viewer = useViewer();
  const toasts = useToastStore();
  const { offers } = useSelectionOffers();

  const isSmall = computed(() => selection.count.value <= SMALL_SELECTION);
  /** `null` for a row that is not at hand. */
  const rows = computed(() =>
    isSmall.value ? selection.ids().map((id) => listing.listing.row(id)) : [],
  );
  const areFavourites = computed(
    () =>
      rows.value.length > 0 &&
      rows.value.every((row) => row?.tags.includes(FAVOURITE_TAG) === true),
  );
  const canCompare = computed(
    () => rows.value.length === 2 && rows.value.every((row) => row?.kind === 'photo'),
  );
  const canGroup = computed(() => selection.count.value > 1);
  const canUngroup = computed(
    () => !isSmall.value || rows.value.some((row) => row !== null && row.parts > 1),
  );

  const clearWhenDone = async (done: Promise<boolean>): Promise<void> => {
    if (await done) selection.clear();
  };
  const compare = async (ids: readonly MediaId[]): Promise<void> => {
    const [first, second] = ids.length === 2 ? await listing.rowsOf(ids) : [];
    if (first?.kind === 'photo' && second?.kind === 'photo')
      await viewer.compare(first.id, second.id);
    else toasts.show('info', t('library.compareRefused'));
  };

  /** What a button of the bar or a key does to the selection, or to `row` where nothing is selected. */
  const act = async (what: GridAct, row: MediaRow | null = null): Promise<void> => {
    const ids = selection.isActive.value || row === null ? selection.ids() : [row.id];
    if (what.do === 'favourite') await acts.toggleFavourites(await listing.rowsOf(ids));
    else if (what.do === 'rate') await acts.rate(ids, what.stars);
    else if (what.do === 'tag') await acts.edit(ids, 'tags');
    else if (what.do === 'edit') await acts.edit(ids);
    else if (what.do === 'collect') await clearWhenDone(acts.askWhere('copy', ids));
    else if (what.do === 'compare') await compare(ids);
    else if (what.do === 'group') await clearWhenDone(acts.group(ids));
    else if (what.do === 'ungroup')
      await clearWhenDone(acts.ungroup(await listing.rowsOf(ids)));
    else await acts.download(await listing.rowsOf(ids));
  };

  watchEffect(() => {
    offers.compare = canCompare.value ? () => void act({ do: 'compare' }) : undefined;
    offers.group = canGroup.value ? () => void act({ do: 'group' }) : undefined;
    offers.ungroup = canUngroup.value ? () => void act({ do: 'ungroup' }) : undefined;
  });
  onScopeDispose(() => {
    offers.compare = offers.group = offers.ungroup = undefined;
  });

  return {
    areFavourites,
    canCompare,
    canGroup,
    canUngroup,
    act,
    move: () => clearWhenDone(acts.askWhere('move', selection.ids())),
    remove: () => clearWhenDone(acts.remove(selection.ids())),
  };
};
