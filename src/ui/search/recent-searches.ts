/** The texts that were searched for lately, as they are kept on this device: pure. */

/** So many are kept. */
export const RECENT_MOST = 6;

/** The texts out of what was stored, the latest first; nothing where it is no list of texts. */
export const parseRecentSearches = (stored: unknown): readonly string[] =>
  Array.isArray(stored)
    ? stored
        .filter((text): text is string => typeof text === 'string' && text.trim() !== '')
        .slice(0, RECENT_MOST)
    : [];

/** `recent` with `text` at the front; what it only goes on from ('la' before 'lake') makes way. */
export const addRecentSearch = (recent: readonly string[], text: string): readonly string[] => {
  const added = text.trim();
  if (added === '') return recent;
  const key = added.toLowerCase();
  return [added, ...recent.filter((other) => !key.startsWith(other.toLowerCase()))].slice(
    0,
    RECENT_MOST,
  );
};
