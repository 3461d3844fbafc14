import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { MediaId } from '../../core/base/ids.ts';
import { parseFragment } from '../../core/uri/media-fragment.ts';

/**
 * Which item is opened large, beside which other one, and which part of it is meant: all in the address,
 * so that Back closes it and a reload keeps it. What else the address says stays as it is.
 */
export const useViewer = () => {
  const route = useRoute();
  const router = useRouter();
  const textOf = (name: string): string | null => {
    const value = route.query[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const idOf = (name: string): MediaId | null => textOf(name) as MediaId | null;
  const partText = computed(() => textOf('part'));

  const queryWith = (own: { view?: MediaId; with?: MediaId }) => {
    const others = Object.entries(route.query).filter(([name]) => !OWN.includes(name));
    return { query: { ...Object.fromEntries(others), ...own } };
  };

  return {
    openId: computed(() => idOf('view')),
    /** The item beside it, while two are compared. */
    besideId: computed(() => idOf('with')),
    /** The part that the address means; `null` for all of it. */
    part: computed(() => (partText.value === null ? null : parseFragment(partText.value))),
    open: (id: MediaId) => router.push(queryWith({ view: id })),
    show: (id: MediaId) => router.replace(queryWith({ view: id })),
    compare: (id: MediaId, other: MediaId) => router.push(queryWith({ view: id, with: other })),
    /** The same with other pictures: Back still leads out of the comparison. */
    compareOthers: (id: MediaId, other: MediaId) =>
      router.replace(queryWith({ view: id, with: other })),
    close: () => router.replace(queryWith({})),
  };
};

const OWN: readonly string[] = ['view', 'with', 'part'];
