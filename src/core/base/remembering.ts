/** How many texts are remembered; then it begins anew. */
const MOST = 256;

/** The same question, its last yeses known by heart: for few texts that come again and again. */
export const remembering = <T extends string>(
  fits: (text: string) => text is T,
): ((text: string) => text is T) => {
  const known = new Set<string>();
  return (text): text is T => {
    if (known.has(text)) return true;
    if (!fits(text)) return false;
    if (known.size >= MOST) known.clear();
    known.add(text);
    return true;
  };
};
