import { useI18n } from 'vue-i18n';
import type { AuditEntry } from '../../core/drive/audit-trail.ts';
import { useFormat } from '../base/useFormat.ts';
import { actInWords } from './act-words.ts';

/** Says a line of the history in the language of the screens; in the drive's own words where they have none. */
export const useActWords = () => {
  const { t, te } = useI18n();
  const format = useFormat();
  return (entry: Pick<AuditEntry, 'verb' | 'facts' | 'label'>): string =>
    actInWords(entry, {
      has: (key) => te(key),
      say: (key, named, count) => t(key, named, count),
      count: format.count,
      collection: (path) => (path === '' ? t('nav.all') : path),
    }) ?? entry.label;
};
