import type { Media } from '../../core/media/media.ts';
import { typeName } from '../media/kinds.ts';

/** What duplicates are compared by on screen. */
export const FACTS = ['size', 'bytes', 'date', 'type', 'words', 'tags', 'places'] as const;
export type Fact = (typeof FACTS)[number];

type Compared = Pick<
  Media,
  | 'width'
  | 'height'
  | 'sizeBytes'
  | 'capturedAt'
  | 'mime'
  | 'name'
  | 'tags'
  | 'title'
  | 'description'
  | 'collections'
>;

/** A fact as it is compared: equal texts are no difference. */
const textOf = (item: Compared, fact: Fact): string => {
  switch (fact) {
    case 'size':
      return `${item.width ?? ''}×${item.height ?? ''}`;
    case 'bytes':
      return String(item.sizeBytes);
    case 'date':
      return item.capturedAt ?? '';
    case 'type':
      return typeName(item);
    case 'words':
      return JSON.stringify([item.title, item.description]);
    case 'tags':
      return [...item.tags].sort().join('\n');
    case 'places':
      return [...item.collections].sort().join('\n');
  }
};

/** The facts in which items are not all alike. */
export const differingFacts = (items: readonly Compared[]): ReadonlySet<Fact> =>
  new Set(FACTS.filter((fact) => new Set(items.map((item) => textOf(item, fact))).size > 1));
