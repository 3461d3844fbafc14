import { shallowRef, watch } from 'vue';
import type { SearchQuery } from '../../core/search/search-query.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { chipsOf, dropAllChips, dropChip, type Chip } from './chips.ts';
import { isEmptyRequest, requestToQuery, type SearchRequest } from './search-request.ts';

/** What would help where nothing was found. */
export interface SearchHints {
  /** Chips without which something is found, and how much. */
  readonly without: readonly { readonly chip: Chip; readonly total: number }[];
  /** How much the text alone finds. */
  readonly unfiltered: number;
  /** Tags and collections of the filters that the drive does not know. */
  readonly unknown: readonly { readonly is: 'tag' | 'collection'; readonly name: string }[];
}

const NO_HINTS: SearchHints = { without: [], unfiltered: 0, unknown: [] };

/** Hints for a request that found nothing; `null` until they are known. A request of `null` asks for none. */
export const useSearchHints = (request: () => SearchRequest | null) => {
  const hm = useHm();
  const { attempt } = useActs();
  const hints = shallowRef<SearchHints | null>(null);
  let latest = 0;

  const ask = (wanted: SearchRequest) => {
    const { text, ...filters }: SearchQuery = requestToQuery(wanted);
    return hm.search.query(text, { ...filters, limit: 1 });
  };
  const countOf = async (wanted: SearchRequest): Promise<number> =>
    isEmptyRequest(wanted) ? 0 : (await ask(wanted)).total;

  const find = async (wanted: SearchRequest): Promise<SearchHints> => {
    const chips = chipsOf(wanted);
    const [own, unfiltered, ...totals] = await Promise.all([
      ask(wanted),
      countOf(dropAllChips(wanted)),
      ...chips.map((chip) => countOf(dropChip(wanted, chip))),
    ]);
    return {
      unfiltered,
      without: chips
        .map((chip, i) => ({ chip, total: totals[i] ?? 0 }))
        .filter(({ total }) => total > 0),
      unknown: own.warnings.flatMap(({ filter, value }): SearchHints['unknown'] => {
        if (filter === 'tags') return [{ is: 'tag', name: value }];
        return filter === 'collection' ? [{ is: 'collection', name: value }] : [];
      }),
    };
  };

  watch(
    request,
    async (wanted) => {
      const mine = ++latest;
      if (wanted === null || isEmptyRequest(wanted)) {
        hints.value = null;
        return;
      }
      const found = await attempt(() => find(wanted));
      if (mine === latest) hints.value = found ?? NO_HINTS;
    },
    { immediate: true },
  );
  return hints;
};
