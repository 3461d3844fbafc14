import { useI18n } from 'vue-i18n';
import type { MediaRow } from '../../core/media/media.ts';
import { useFormat } from '../base/useFormat.ts';

/** What an item says of itself to those who do not see it: "Photo 12 of 4,310, 3 June 2024". */
export const useItemLabel = () => {
  const { t } = useI18n();
  const format = useFormat();
  return (row: MediaRow, index: number, total: number): string => {
    const label = t('cell.label', {
      kind: t(`cell.kinds.${row.kind}`),
      position: format.count(index + 1),
      total: format.count(total),
      detail: row.capturedAt === null ? row.name : format.date(row.capturedAt),
    });
    const parts = row.parts > 1 ? `, ${t('cell.parts', { n: format.count(row.parts) })}` : '';
    return row.availability === 'local'
      ? `${label}${parts}`
      : `${label}${parts}, ${t(`cell.availability.${row.availability}`)}`;
  };
};
