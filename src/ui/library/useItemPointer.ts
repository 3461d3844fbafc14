import { useEventListener } from '@vueuse/core';
import type { MediaRow } from '../../core/media/media.ts';
import { hasCommandKey } from '../base/keyboard.ts';
import type { GridSelection } from './useGridSelection.ts';

/** What a mouse does to items. */
export interface ItemPointerInput {
  readonly selection: GridSelection;
  setFocus(index: number): void;
  open(row: MediaRow): void;
}

/** The item whose element holds this one; `null` where none does. */
export const indexOfElement = (element: Element | null): number | null => {
  const index = element?.closest<HTMLElement>('[data-index]')?.dataset['index'];
  return index === undefined ? null : Number(index);
};

/** The item under a point of the window, also where a bar floats above it; `null` where there is none. */
export const indexAtPoint = (x: number, y: number): number | null => {
  for (const element of document.elementsFromPoint(x, y)) {
    const index = indexOfElement(element);
    if (index !== null) return index;
  }
  return null;
};

/** Click opens; with Ctrl, with Shift, on the tick or while something is selected, it selects. */
export const useItemPointer = ({ selection, setFocus, open }: ItemPointerInput) => {
  const tick = (event: MouseEvent, index: number): void => {
    setFocus(index);
    if (event.shiftKey) selection.extend(index);
    else selection.toggle(index);
  };
  const onClick = (event: MouseEvent, index: number, row: MediaRow | null): void => {
    if (event.shiftKey || hasCommandKey(event) || selection.isActive.value) tick(event, index);
    else if (row !== null) {
      setFocus(index);
      open(row);
    }
  };

  /** What Shift would select is shown before it is clicked. */
  const preview = (event: MouseEvent | KeyboardEvent, index: number | null): void => {
    const isOn = event.shiftKey && selection.isActive.value;
    selection.previewTo(isOn ? index : null);
  };
  const hovered = (): number | null => indexOfElement(document.querySelector('.item:hover'));
  useEventListener(window, 'keydown', (event) => {
    if (event.key === 'Shift') preview(event, hovered());
  });
  useEventListener(window, 'keyup', (event) => {
    if (event.key === 'Shift') selection.previewTo(null);
  });

  return { tick, onClick, preview };
};
