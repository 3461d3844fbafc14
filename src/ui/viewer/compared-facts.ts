/** In what two pictures differ: pure. */
import type { Media } from '../../core/media/media.ts';
import { typeName } from '../media/kinds.ts';

/** What is told of each side where the two are not alike, in this order. */
export const COMPARED = ['pixels', 'bytes', 'taken', 'type', 'camera'] as const;
export type ComparedFact = (typeof COMPARED)[number];

type Compared = Pick<
  Media,
  'width' | 'height' | 'sizeBytes' | 'capturedAt' | 'name' | 'mime' | 'camera'
>;

/** The facts in which the two are not alike. */
export const differingFacts = (a: Compared, b: Compared): readonly ComparedFact[] =>
  COMPARED.filter((fact) => valueOf(a, fact) !== valueOf(b, fact));

/** Equal values are no difference. */
const valueOf = (item: Compared, fact: ComparedFact): string | number | null => {
  switch (fact) {
    case 'pixels':
      return item.width === null || item.height === null
        ? null
        : `${item.width}×${item.height}`;
    case 'bytes':
      return item.sizeBytes;
    case 'taken':
      return item.capturedAt;
    case 'type':
      return typeName(item);
    case 'camera':
      return item.camera;
  }
};

/** Whether this side has more of it, where more is better: pixels, bytes. */
export const hasMore = (item: Compared, other: Compared, fact: ComparedFact): boolean => {
  if (fact === 'bytes') return item.sizeBytes > other.sizeBytes;
  return fact === 'pixels' && pixelsOf(item) > pixelsOf(other);
};

const pixelsOf = ({ width, height }: Compared): number => (width ?? 0) * (height ?? 0);
