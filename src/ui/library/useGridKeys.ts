import type { MediaRow } from '../../core/media/media.ts';
import { itemsOf, jumpByUnit, sectionAt } from '../../core/layout/day-sections.ts';
import { idAt } from '../../core/media/row-shapes.ts';
import { hasCommandKey } from '../base/keyboard.ts';
import { isNavigationKey, nextIndex } from './grid-navigation.ts';
import type { MediaListing } from './media-listing.ts';
import type { GridSelection } from './useGridSelection.ts';
import type { useVirtualGrid } from './useVirtualGrid.ts';

/** What the keys of a grid work on. */
export interface GridKeysInput {
  readonly grid: ReturnType<typeof useVirtualGrid>;
  readonly selection: GridSelection;
  /** The item that keys begin at. */
  current(): number;
  /** Whether the listing is in the order of dates. */
  isByDate(): boolean;
  focusItem(index: number): Promise<void>;
  /** Brings the item to the top, and the focus to it. */
  goTo(index: number): Promise<void>;
  listing(): MediaListing;
  open(row: MediaRow): void;
  remove(): void;
  /** What the keys do to the selection, or to the focused item where there is none. */
  act(what: GridAct, row: MediaRow): void;
  /** Asks for a date to go to. */
  goToDate(): void;
}

/** F, 1–5 and 0, T and E, L, C, Shift+D; groups have no key. */
export type GridAct =
  | {
      readonly do:
        'favourite' | 'tag' | 'edit' | 'collect' | 'download' | 'compare' | 'group' | 'ungroup';
    }
  | { readonly do: 'rate'; readonly stars: number };

const ACT_KEYS: Readonly<Record<string, GridAct>> = {
  f: { do: 'favourite' },
  t: { do: 'tag' },
  e: { do: 'edit' },
  l: { do: 'collect' },
  c: { do: 'compare' },
};

/** What a key asks for of items; `null` where it means none of these. */
export const gridActOf = ({
  key,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'shiftKey'>): GridAct | null => {
  const letter = key.toLowerCase();
  if (shiftKey) return letter === 'd' ? { do: 'download' } : null;
  if (/^[0-5]$/.test(key)) return { do: 'rate', stars: Number(key) };
  return Object.hasOwn(ACT_KEYS, letter) ? (ACT_KEYS[letter] ?? null) : null;
};

const JUMPS = { d: 'day', m: 'month', y: 'year' } as const;
const isJump = (key: string): key is keyof typeof JUMPS => Object.hasOwn(JUMPS, key);

/** Arrows move, Space and X select, Enter opens; D, M and Y jump, with Shift back; G asks for a date. */
export const useGridKeys = (input: GridKeysInput) => {
  const { grid, selection } = input;
  const shapes = () => grid.frame.value.shapes;

  const move = (event: KeyboardEvent): boolean => {
    if (!isNavigationKey(event.key)) return false;
    const from = input.current();
    const to = nextIndex(grid.frame.value.layout, from, event.key, grid.pageRows.value);
    if (event.shiftKey && shapes().count > 0) {
      if (!selection.isActive.value) selection.toggle(from);
      selection.extend(to);
    }
    void input.focusItem(to);
    return true;
  };

  /** Shift with D downloads what is selected, as in the viewer; without a selection it jumps back. */
  const jump = (event: KeyboardEvent, key: string): boolean => {
    if (!isJump(key) || !input.isByDate()) return false;
    if (event.shiftKey && selection.isActive.value) return false;
    const by = event.shiftKey ? -1 : 1;
    const to = jumpByUnit(shapes().days, input.current(), JUMPS[key], by);
    void input.goTo(to);
    return true;
  };

  const selectMore = (): void => {
    const { sections } = grid.frame.value;
    const section = sectionAt(sections, input.current());
    const { first, end } =
      section < 0 ? { first: 0, end: 0 } : itemsOf(sections, section, shapes().count);
    selection.widen(first, end);
  };

  const act = (event: KeyboardEvent): boolean => {
    const index = input.current();
    const row = index < shapes().count ? input.listing().row(idAt(shapes(), index)) : null;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === 'a' && hasCommandKey(event)) selectMore();
    else if (hasCommandKey(event) || event.altKey) return false;
    else if (key === 'Escape' && selection.isActive.value) selection.clear();
    else if (key === 'g' && input.isByDate()) input.goToDate();
    else if (jump(event, key)) return true;
    else if (row === null) return false;
    else if (key === 'Enter') input.open(row);
    else if (key === ' ' && event.shiftKey) selection.extend(index);
    else if (key === ' ' || key === 'x') selection.toggle(index);
    else if (key === 'Delete') {
      if (!selection.isActive.value) selection.toggle(index);
      input.remove();
    } else {
      const wanted = gridActOf(event);
      if (wanted === null) return false;
      input.act(wanted, row);
    }
    return true;
  };

  const onKey = (event: KeyboardEvent): void => {
    if (move(event) || act(event)) event.preventDefault();
  };

  /** Of keys that no item was in focus for: those that cannot be meant for another one. */
  const onKeyElsewhere = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    const isOfSelection =
      selection.isActive.value &&
      (key === 'escape' || key === 'delete' || gridActOf(event) !== null);
    const isOfListing = isNavigationKey(event.key) || isJump(key) || key === 'g' || key === 'a';
    if (isOfSelection || isOfListing) onKey(event);
  };

  return { onKey, onKeyElsewhere };
};
