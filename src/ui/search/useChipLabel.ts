import { useI18n } from 'vue-i18n';
import { useFormat } from '../base/useFormat.ts';
import { useCollectionName } from '../collections/useCollectionName.ts';
import { FAVOURITE_TAG } from '../media/favourite.ts';
import type { Chip } from './chips.ts';
import { kindOfSpan, type DaySpan } from './date-choices.ts';
import type { SearchRequest } from './search-request.ts';

/** What chips say, in the words and formats of the screens. */
export const useChipLabel = () => {
  const { t } = useI18n();
  const format = useFormat();
  const nameOf = useCollectionName();

  const ofSpan = (span: DaySpan): string => {
    const kind = kindOfSpan(span);
    switch (kind?.is) {
      case 'year':
      case 'month':
        return format.section(kind.key);
      case 'day':
        return format.date(kind.key);
      case 'since':
        return t('search.since', { date: format.date(kind.day) });
      case 'until':
        return t('search.until', { date: format.date(kind.day) });
      case 'between':
        return `${format.date(kind.from)} – ${format.date(kind.to)}`;
      case undefined:
        return t('search.facets.date');
    }
  };

  const ofSize = ({ minSizeBytes: least, maxSizeBytes: most }: SearchRequest): string => {
    if (least !== null && most !== null)
      return `${format.bytes(least)} – ${format.bytes(most)}`;
    return least === null
      ? t('search.under', { size: format.bytes(most ?? 0) })
      : t('search.over', { size: format.bytes(least) });
  };

  const ofTag = (tag: string): string => (tag === FAVOURITE_TAG ? t('nav.favourites') : tag);

  /** What a chip of `request` says. */
  const ofChip = (chip: Chip, request: SearchRequest): string => {
    switch (chip.facet) {
      case 'kind':
        return request.kinds.map((kind) => t(`search.kinds.${kind}`)).join(', ');
      case 'date':
        return ofSpan(request);
      case 'tag':
        return ofTag(chip.tag ?? '');
      case 'collection':
        return nameOf(request.collection ?? '');
      case 'rating':
        return ofRating(request.rating ?? 1);
      case 'size':
        return ofSize(request);
      case 'location':
        return request.locations.join(', ');
    }
  };

  const ofRating = (stars: number): string =>
    stars === 5 ? t('search.fiveStars') : t('search.stars', { n: stars }, stars);

  return { ofChip, ofTag, ofRating, ofSpan };
};
