/** What the screen of the trash shows of it: pure. */
import type { TrashItem } from '../../core/drive/trash-service.ts';

/** What has every word of `text` in its name or in the collections that it stood in. */
export const matching = (entries: readonly TrashItem[], text: string): readonly TrashItem[] => {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0
    ? entries
    : entries.filter(({ name, collections }) => {
        const own = [name, ...collections].join('\n').toLocaleLowerCase();
        return words.every((word) => own.includes(word));
      });
};

/** Bytes of the items among `ids`; `null` where a collection is among them, for it takes along what only it holds. */
export const bytesOf = (
  entries: readonly TrashItem[],
  ids: ReadonlySet<string>,
): number | null =>
  entries
    .filter(({ id }) => ids.has(id))
    .reduce<number | null>(
      (sum, { row }) => (sum === null || row === null ? null : sum + row.sizeBytes),
      0,
    );
