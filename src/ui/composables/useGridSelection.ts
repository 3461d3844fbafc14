import { computed, shallowRef, watch } from 'vue';
import type { MediaRow } from '../../core/media/media.ts';
import {
  EMPTY_SELECTION,
  extendTo,
  isPartSelected,
  keepListed,
  toggleItem,
  togglePart,
  widen,
  type Selection,
} from '../grid/selection.ts';

/** The selection over a listing that changes under it. */
export const useGridSelection = (rows: () => readonly MediaRow[]) => {
  const selection = shallowRef<Selection>(EMPTY_SELECTION);
  const selectedRows = computed(() => rows().filter((row) => selection.value.ids.has(row.id)));
  watch(rows, (listed) => (selection.value = keepListed(selection.value, listed)));

  return {
    selection,
    selectedRows,
    isActive: computed(() => selection.value.ids.size > 0),
    isSelected: (row: MediaRow): boolean => selection.value.ids.has(row.id),
    isPartSelected: (part: readonly MediaRow[]) => isPartSelected(selection.value, part),
    clear: () => (selection.value = EMPTY_SELECTION),
    toggle: (row: MediaRow) => (selection.value = toggleItem(selection.value, row.id)),
    extend: (row: MediaRow) => (selection.value = extendTo(selection.value, rows(), row.id)),
    togglePart: (part: readonly MediaRow[]) =>
      (selection.value = togglePart(selection.value, part)),
    widen: (part: readonly MediaRow[]) =>
      (selection.value = widen(selection.value, part, rows())),
  };
};
