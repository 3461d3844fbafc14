import { useMediaQuery, useTitle } from '@vueuse/core';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute } from 'vue-router';
import { useShellStore } from './shell-store.ts';

/**
 * Names the window after its screen, so that tabs and screen readers tell one from another, and tells
 * first how far an import is: a tab or a task bar shows no more than that. A window of the app's own is
 * given its name by the browser.
 */
export const useDocumentTitle = (): void => {
  const { t, te } = useI18n();
  const route = useRoute();
  const shell = useShellStore();

  const screen = computed((): string | null => {
    const { path } = route.params;
    const inside = Array.isArray(path) ? path.at(-1) : undefined;
    if (inside !== undefined && inside !== '') return inside;
    const name = String(route.name);
    const key = [`${name}.title`, `nav.${name}`].find((known) => te(known));
    return key === undefined ? null : t(key);
  });
  const progress = computed(() => (shell.percent === null ? null : `${shell.percent} %`));
  const isTab = useMediaQuery('(display-mode: browser)');
  const app = computed(() => (isTab.value || screen.value === null ? t('app.name') : null));
  useTitle(
    computed(() =>
      [progress.value, screen.value, app.value].filter((part) => part !== null).join(' – '),
    ),
  );
};
