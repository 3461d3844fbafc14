/** Which tags narrow a list of results. */
import type { MediaRow } from '../../core/media/media.ts';

/** The tags that most of `rows` bear, at most `most`, without those of `taken`; equals by name. */
export const commonTags = (
  rows: readonly Pick<MediaRow, 'tags'>[],
  taken: readonly string[],
  most: number,
): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { tags } of rows)
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  for (const tag of taken) counts.delete(tag);
  return [...counts]
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([tag]) => tag);
};
