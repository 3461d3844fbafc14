import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { TagCount } from '../../core/media/media-summary.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useFormat } from '../base/useFormat.ts';
import type { IconName } from '../base/icons.ts';
import { useTreeStore } from '../collections/tree-store.ts';
import { commonTags } from './common-tags.ts';
import { dropChip, isSet, tagsIn, withTag, type Facet } from './chips.ts';
import { DATE_CHOICES, inOrder, spanOf, type DaySpan } from './date-choices.ts';
import { KINDS, type SearchRequest } from './search-request.ts';
import { useChipLabel } from './useChipLabel.ts';

/** A line in the menu of a facet. `isOn` is `null` for one that asks further. */
export interface FacetChoice {
  readonly key: string;
  readonly label: string;
  readonly isOn: boolean | null;
  take(): void;
}

/** A facet as a button with a menu. */
export interface FacetButton {
  readonly facet: Facet;
  readonly icon: IconName;
  readonly name: string;
  readonly chosen: string | null;
  readonly choices: readonly FacetChoice[];
}

const MEGABYTE = 1_000_000;
const SIZES: readonly { readonly least: number | null; readonly most: number | null }[] = [
  { least: null, most: MEGABYTE },
  { least: 10 * MEGABYTE, most: null },
  { least: 100 * MEGABYTE, most: null },
  { least: 1000 * MEGABYTE, most: null },
];
const ICONS: Readonly<Record<Facet, IconName>> = {
  kind: 'photos',
  date: 'calendar',
  tag: 'tag',
  collection: 'folder',
  rating: 'star',
  size: 'size',
  location: 'cloud',
};
const MENU_MOST = 10;

/** The menus by which filters are set. `tags` are those of the results: they are what can narrow them. */
export const useFacets = (
  request: () => SearchRequest,
  tags: () => readonly TagCount[],
  go: (next: SearchRequest) => unknown,
) => {
  const { t } = useI18n();
  const dialogs = useDialogStore();
  const tree = useTreeStore();
  const format = useFormat();
  const label = useChipLabel();
  const isAskingDays = shallowRef(false);

  const setDays = (span: DaySpan): void => void go({ ...request(), ...inOrder(span) });

  const askTag = async (): Promise<void> => {
    const text = await dialogs.ask({
      kind: 'text',
      title: t('search.askTag'),
      label: t('search.tagLabel'),
      value: '',
      confirm: t('search.apply'),
      inputType: 'text',
      check: () => null,
    });
    const tags = tagsIn(text ?? '');
    if (tags.length > 0) go(tags.reduce(withTag, request()));
  };

  const askCollection = async (): Promise<void> => {
    const path = await dialogs.ask({
      kind: 'collection',
      title: t('search.askCollection'),
      confirm: t('search.apply'),
    });
    if (path !== null) go({ ...request(), collection: path });
  };

  const choicesOf: Readonly<Record<Facet, () => readonly FacetChoice[]>> = {
    kind: () =>
      KINDS.map((kind) => {
        const { kinds } = request();
        const isOn = kinds.includes(kind);
        const next = isOn ? kinds.filter((one) => one !== kind) : [...kinds, kind];
        return {
          key: kind,
          label: t(`search.kinds.${kind}`),
          isOn,
          take: () => void go({ ...request(), kinds: KINDS.filter((k) => next.includes(k)) }),
        };
      }),
    date: () => [
      ...DATE_CHOICES.map((choice) => {
        const span = spanOf(choice, new Date());
        const { from, to } = request();
        return {
          key: choice,
          label: `${t(`search.dates.${choice}`)} (${label.ofSpan(span)})`,
          isOn: span.from === from && span.to === to,
          take: () => setDays(span),
        };
      }),
      asking(t('search.chooseDays'), () => (isAskingDays.value = true)),
    ],
    tag: () => [
      ...commonTags(tags(), request().tags, MENU_MOST).map((tag) => ({
        key: `tag:${tag}`,
        label: label.ofTag(tag),
        isOn: false,
        take: () => void go(withTag(request(), tag)),
      })),
      asking(t('search.anotherTag'), () => void askTag()),
    ],
    collection: () => [
      ...tree.nodes
        .flatMap(({ level, link, collection }) =>
          level === 1 && link === null && collection !== null ? [collection] : [],
        )
        .slice(0, MENU_MOST)
        .map(({ path, name }) => ({
          key: `path:${path}`,
          label: name,
          isOn: request().collection === path,
          take: () => void go({ ...request(), collection: path }),
        })),
      asking(t('search.anotherCollection'), () => void askCollection()),
    ],
    rating: () =>
      [5, 4, 3, 2, 1].map((stars) => ({
        key: String(stars),
        label: label.ofRating(stars),
        isOn: request().rating === stars,
        take: () => void go({ ...request(), rating: stars }),
      })),
    size: () =>
      SIZES.map(({ least, most }) => ({
        key: `${String(least)}-${String(most)}`,
        label:
          least === null
            ? t('search.under', { size: format.bytes(most ?? 0) })
            : t('search.over', { size: format.bytes(least) }),
        isOn: request().minSizeBytes === least && request().maxSizeBytes === most,
        take: () => void go({ ...request(), minSizeBytes: least, maxSizeBytes: most }),
      })),
    location: () => [],
  };

  /** One for each facet; tags, of which there may be several, have chips beside theirs. */
  const buttons = computed<readonly FacetButton[]>(() =>
    (['kind', 'date', 'tag', 'collection', 'rating', 'size'] as const).map((facet) => ({
      facet,
      icon: ICONS[facet],
      name: t(`search.facets.${facet}`),
      chosen:
        facet === 'tag' || !isSet(request(), facet)
          ? null
          : label.ofChip({ facet, tag: null }, request()),
      choices: choicesOf[facet](),
    })),
  );
  const drop = (facet: Facet, tag: string | null = null): void =>
    void go(dropChip(request(), { facet, tag }));

  return { buttons, drop, isAskingDays, setDays };
};

const asking = (label: string, take: () => void): FacetChoice => ({
  key: 'ask',
  label,
  isOn: null,
  take,
});
