import { computed, nextTick, shallowRef, type Ref } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { isNavigationKey, nextIndex } from '../grid/grid-navigation.ts';
import { sectionOf, type Section } from '../grid/sections.ts';
import { hasCommandKey } from '../keyboard.ts';
import type { useGridSelection } from './useGridSelection.ts';
import type { useVirtualGrid } from './useVirtualGrid.ts';

/** What the keys of a grid work on. */
export interface GridKeysInput {
  readonly listbox: Ref<HTMLElement | null>;
  readonly grid: ReturnType<typeof useVirtualGrid>;
  readonly selection: ReturnType<typeof useGridSelection>;
  rows(): readonly MediaRow[];
  sections(): readonly Section[];
  open(row: MediaRow): void;
  remove(): void;
  favourite(row: MediaRow): void;
}

/** One item at a time is in the tab order; arrows move it, Space and X select, Enter opens. */
export const useGridKeys = (input: GridKeysInput) => {
  const { grid, selection } = input;
  const focusedId = shallowRef<MediaId | null>(null);
  const lastIndex = shallowRef(0);
  /** The item stays in focus when the listing changes around it; its place does where it is gone. */
  const focused = computed(() => {
    const at = input.rows().findIndex((row) => row.id === focusedId.value);
    return at >= 0 ? at : Math.min(lastIndex.value, Math.max(0, input.rows().length - 1));
  });

  const setFocus = (index: number): void => {
    focusedId.value = input.rows()[index]?.id ?? null;
    lastIndex.value = index;
  };

  const focusItem = async (index: number): Promise<void> => {
    setFocus(index);
    grid.scrollToItem(index);
    await nextTick();
    input.listbox.value
      ?.querySelector<HTMLElement>(`[data-index="${index}"]`)
      ?.focus({ preventScroll: true });
  };

  const move = (event: KeyboardEvent): boolean => {
    if (!isNavigationKey(event.key)) return false;
    const to = nextIndex(grid.layout.value, focused.value, event.key, grid.pageRows.value);
    const from = input.rows()[focused.value];
    const row = input.rows()[to];
    if (event.shiftKey && from !== undefined && row !== undefined) {
      if (!selection.isActive.value) selection.toggle(from);
      selection.extend(row);
    }
    void focusItem(to);
    return true;
  };

  const selectMore = (): void => {
    const section = sectionOf(input.sections(), focused.value);
    const { first, end } = section ?? { first: 0, end: 0 };
    selection.widen(input.rows().slice(first, end));
  };

  const act = (event: KeyboardEvent): boolean => {
    const row = input.rows()[focused.value];
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === 'a' && hasCommandKey(event)) selectMore();
    else if (hasCommandKey(event) || event.altKey) return false;
    else if (key === 'Escape' && selection.isActive.value) selection.clear();
    else if (row === undefined) return false;
    else if (key === 'Enter') input.open(row);
    else if (key === ' ' && event.shiftKey) selection.extend(row);
    else if (key === ' ' || key === 'x') selection.toggle(row);
    else if (key === 'f') input.favourite(row);
    else if (key === 'Delete') {
      if (!selection.isActive.value) selection.toggle(row);
      input.remove();
    } else return false;
    return true;
  };

  const onKey = (event: KeyboardEvent): void => {
    if (move(event) || act(event)) event.preventDefault();
  };

  return { focused, setFocus, focusItem, onKey };
};
