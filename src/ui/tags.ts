/** Tags as a person types them. */

/** Words between commas, trimmed, each once, in order. */
export const parseTags = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

/** `tags` with `more` behind them, each once. */
export const addTags = (
  tags: readonly string[],
  more: readonly string[],
): readonly string[] => [...new Set([...tags, ...more])];
