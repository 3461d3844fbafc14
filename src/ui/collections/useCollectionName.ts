import { useI18n } from 'vue-i18n';

/** What a collection is called on screen: its last name, or "All media" for the root. */
export const useCollectionName = () => {
  const { t } = useI18n();
  return (path: string): string =>
    path === '' ? t('nav.all') : path.slice(path.lastIndexOf('/') + 1);
};
