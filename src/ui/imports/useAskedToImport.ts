import { nextTick, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/**
 * Whether the menu of imports is open; `?import=1` in the address opens it, once. A picker itself needs
 * a click, which the shortcut of an installed app is not.
 */
export const useAskedToImport = () => {
  const route = useRoute();
  const router = useRouter();
  const isOpen = shallowRef(false);
  watch(
    () => route.query['import'],
    async (asked) => {
      if (asked === undefined) return;
      await router.replace({ path: route.path, query: { ...route.query, import: undefined } });
      await nextTick();
      isOpen.value = true;
    },
    { immediate: true },
  );
  return isOpen;
};
