import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { MediaId } from '../../core/base/ids.ts';

/** Which item is opened large: part of the address, so that Back closes it and a reload keeps it. */
export const useViewer = () => {
  const route = useRoute();
  const router = useRouter();
  const openId = computed(() => {
    const { view } = route.query;
    return typeof view === 'string' && view !== '' ? (view as MediaId) : null;
  });
  return {
    openId,
    open: (id: MediaId) => router.push({ query: { view: id } }),
    show: (id: MediaId) => router.replace({ query: { view: id } }),
    close: () => router.replace({ query: {} }),
  };
};
