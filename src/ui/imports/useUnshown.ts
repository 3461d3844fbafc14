import { useI18n } from 'vue-i18n';

/** Why nothing here shows a file, in the person's language; `reason` is a word of docs/media.md. */
export const useUnshown = () => {
  const { t, te } = useI18n();
  return (reason: string): string =>
    te(`reasons.${reason}`) ? t(`reasons.${reason}`) : t('imports.noPreview');
};
