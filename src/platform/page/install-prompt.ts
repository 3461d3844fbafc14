/** Whether the app is installed, can be by a question of the browser's own, or only by its menus. */
export type InstallState = 'installed' | 'askable' | 'by-hand';

/** The browser's way of installing the app. */
export interface InstallPrompt {
  state(): InstallState;
  /** Called at each change of the state until the returned function is called. */
  onChange(listener: (state: InstallState) => void): () => void;
  /** Shows the browser's own question; needs a click. Resolves to whether the person agreed. */
  ask(): Promise<boolean>;
}

/** Chromium's event (https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface). */
type PromptEvent = Event & {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
};

/** A page is in a window of its own in each of these; a media query takes no variable for them. */
const OWN_WINDOW =
  '(display-mode: standalone), (display-mode: window-controls-overlay), (display-mode: minimal-ui)';

/**
 * Catches the browser's offer to install, which comes once and early: call it before the first `await`
 * of the page. The browser's own banner stays away, so that the app can ask at a better moment.
 */
export const catchInstallPrompt = (page: Window): InstallPrompt => {
  let offer: PromptEvent | null = null;
  let isInstalled = runsInstalled(page);
  const listeners = new Set<(state: InstallState) => void>();

  const state = (): InstallState => {
    if (isInstalled) return 'installed';
    return offer === null ? 'by-hand' : 'askable';
  };
  const tell = (): void => {
    for (const listener of listeners) listener(state());
  };

  page.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = event as PromptEvent;
    tell();
  });
  page.addEventListener('appinstalled', () => {
    isInstalled = true;
    offer = null;
    tell();
  });

  return {
    state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: async () => {
      const asked = offer;
      // An offer serves once; the browser makes another where the person may be asked again.
      offer = null;
      if (asked === null) return false;
      const { outcome } = await asked.prompt();
      tell();
      return outcome === 'accepted';
    },
  };
};

/** iOS has no media query for it in older versions, and a word of its own. */
const runsInstalled = (page: Window): boolean =>
  page.matchMedia(OWN_WINDOW).matches ||
  ('standalone' in page.navigator && page.navigator.standalone === true);
