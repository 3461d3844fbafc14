/** What was chosen in the palette lately, as it is kept on this device: pure. */

/** So many are remembered. */
export const RECENT_MOST = 6;

/** The keys out of what was stored, the latest first; nothing where it is not a list of keys. */
export const parseRecent = (stored: unknown): readonly string[] =>
  Array.isArray(stored)
    ? stored.filter((key): key is string => typeof key === 'string').slice(0, RECENT_MOST)
    : [];

/** `recent` with `key` at the front, once. */
export const addRecent = (recent: readonly string[], key: string): readonly string[] =>
  [key, ...recent.filter((other) => other !== key)].slice(0, RECENT_MOST);
