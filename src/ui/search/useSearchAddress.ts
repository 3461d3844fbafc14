import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import {
  addressQuery,
  NO_REQUEST,
  parseAddress,
  usualOrder,
  type SearchAddress,
  type SearchOrder,
  type SearchRequest,
} from './search-request.ts';

/** The search that the address carries, so that Back, forward and a reload work; and ways to another. */
export const useSearchAddress = () => {
  const route = useRoute();
  const router = useRouter();
  const isShown = computed(() => route.name === 'search');
  const address = computed<SearchAddress>(() =>
    isShown.value
      ? parseAddress(route.query)
      : { request: NO_REQUEST, order: 'date', saved: null },
  );
  const request = computed(() => address.value.request);

  /** A step of its own in the history. */
  const go = (next: SearchRequest) =>
    router.push({ name: 'search', query: addressQuery(following(next)) });
  /** Where the search is on screen already, letters change its address without a step in the history. */
  const type = (text: string) => {
    const to = {
      name: 'search',
      query: addressQuery(following({ ...request.value, text })),
    };
    return isShown.value ? router.replace(to) : router.push(to);
  };
  const order = (next: SearchOrder) =>
    router.replace({ name: 'search', query: addressQuery({ ...address.value, order: next }) });
  /** Opens a saved search, to look at or to change. */
  const openSaved = (saved: string, wanted: SearchRequest) =>
    router.push(savedLocation(saved, wanted));

  /** The order that was chosen is kept, except where it was only the usual one. */
  const following = (next: SearchRequest): SearchAddress => {
    const { order: now, saved } = address.value;
    const isUsual = now === usualOrder(request.value);
    return { request: next, order: isUsual ? usualOrder(next) : now, saved };
  };

  return { isShown, address, request, go, type, order, openSaved };
};

/** Where a search is shown. */
export const addressOf = (request: SearchRequest) => ({
  name: 'search' as const,
  query: addressQuery({ request, order: usualOrder(request), saved: null }),
});

/** Where a saved search is shown. */
export const savedLocation = (saved: string, request: SearchRequest) => ({
  name: 'search' as const,
  query: addressQuery({ request, order: usualOrder(request), saved }),
});
