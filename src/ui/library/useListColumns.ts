import { useLocalStorage } from '@vueuse/core';
import { computed } from 'vue';
import type { RowSort } from '../../core/media/row-order.ts';
import {
  columnTemplate,
  NO_CHOICE,
  parseColumnChoice,
  shownColumns,
  type ColumnId,
} from './list-columns.ts';

/** What the columns of the list depend on. */
export interface ListColumnsInput {
  /** Room for a row. */
  roomPx(): number;
  orderedBy(): RowSort | null;
}

/** The columns that are shown, and what a person makes of them; kept on this device. */
export const useListColumns = (input: ListColumnsInput) => {
  const kept = useLocalStorage<unknown>('hm-list-columns', NO_CHOICE);
  const choice = computed(() => parseColumnChoice(kept.value));
  const columns = computed(() => shownColumns(choice.value, input.roomPx(), input.orderedBy()));
  return {
    choice,
    columns,
    ids: computed(() => new Set(columns.value.map(({ id }) => id))),
    template: computed(() => columnTemplate(choice.value, columns.value)),
    resize: (id: ColumnId, widthPx: number): void => {
      const { widthsPx } = choice.value;
      kept.value = { ...choice.value, widthsPx: { ...widthsPx, [id]: widthPx } };
    },
    setShown: (id: ColumnId, isShown: boolean): void => {
      const others = choice.value.hidden.filter((one) => one !== id);
      kept.value = { ...choice.value, hidden: isShown ? others : [...others, id] };
    },
    reset: (): void => void (kept.value = NO_CHOICE),
  };
};
