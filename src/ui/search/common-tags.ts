/** Which tags narrow a list of results. */
import type { TagCount } from '../../core/media/media-summary.ts';

/** The first of `tags`, at most `most`, without those of `taken`. */
export const commonTags = (
  tags: readonly TagCount[],
  taken: readonly string[],
  most: number,
): readonly string[] =>
  tags
    .map(({ name }) => name)
    .filter((name) => !taken.includes(name))
    .slice(0, most);
