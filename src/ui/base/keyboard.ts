/** Whether `target` takes text, so that keys and pastes are its own. */
export const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Whether Ctrl, or ⌘ where that is the key for it, is held. */
export const hasCommandKey = (event: KeyboardEvent | MouseEvent): boolean =>
  event.ctrlKey || event.metaKey;
