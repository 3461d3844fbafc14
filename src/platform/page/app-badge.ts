/** What the app's icon shows: a number, a dot, or nothing. */
export type Badge = number | 'dot' | null;

/** Chromium on desktops, and Safari for installed apps. */
interface BadgingNavigator {
  setAppBadge?(count?: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

/** Shows `badge` on the icon of the installed app; does nothing where there is none, or it may not be. */
export const showBadge = async (navigator: BadgingNavigator, badge: Badge): Promise<void> => {
  try {
    if (badge === null) await navigator.clearAppBadge?.();
    else await navigator.setAppBadge?.(...(badge === 'dot' ? [] : [badge]));
  } catch (error) {
    // Safari refuses until notifications are allowed, and a page in a tab may be refused everywhere.
    if (!(error instanceof DOMException)) throw error;
  }
};
