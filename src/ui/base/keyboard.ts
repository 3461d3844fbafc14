/** Whether `target` takes text, so that keys and pastes are its own; a slider takes none. */
export const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  !isSlider(target) &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Whether arrows, Home, End and the page keys are its own. */
export const isSlider = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.type === 'range';

/** Whether a menu has the key: its arrows, the letters that go to a line, and Escape, which shuts it alone. */
export const isInMenu = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="menu"]') !== null;

/** Whether Ctrl, or ⌘ where that is the key for it, is held. */
export const hasCommandKey = (event: KeyboardEvent | MouseEvent): boolean =>
  event.ctrlKey || event.metaKey;
