/** The filters of a search as chips: pure. */
import type { SearchRequest } from './search-request.ts';

/** What a chip filters by; the order in which chips stand. */
export const FACETS = [
  'kind',
  'date',
  'tag',
  'collection',
  'rating',
  'size',
  'location',
] as const;
export type Facet = (typeof FACETS)[number];

/** One filter that is set. `tag` tells chips of several tags apart, `null` for all others. */
export interface Chip {
  readonly facet: Facet;
  readonly tag: string | null;
}

/** The chips of a request, in the order of `FACETS`. */
export const chipsOf = (request: SearchRequest): readonly Chip[] =>
  FACETS.flatMap((facet): readonly Chip[] => {
    if (facet === 'tag') return request.tags.map((tag) => ({ facet, tag }));
    return isSet(request, facet) ? [{ facet, tag: null }] : [];
  });

/** A name of the chip, unique within a request. */
export const chipKey = (chip: Chip): string => `${chip.facet}:${chip.tag ?? ''}`;

/** The request without that filter. */
export const dropChip = (request: SearchRequest, chip: Chip): SearchRequest => {
  switch (chip.facet) {
    case 'kind':
      return { ...request, kinds: [] };
    case 'date':
      return { ...request, from: null, to: null };
    case 'tag':
      return { ...request, tags: request.tags.filter((tag) => tag !== chip.tag) };
    case 'collection':
      return { ...request, collection: null };
    case 'rating':
      return { ...request, rating: null };
    case 'size':
      return { ...request, minSizeBytes: null, maxSizeBytes: null };
    case 'location':
      return { ...request, locations: [] };
  }
};

/** The request without any filter: its text alone. */
export const dropAllChips = (request: SearchRequest): SearchRequest =>
  chipsOf(request).reduce(dropChip, request);

/** The tags of a text with commas between. */
export const tagsIn = (text: string): readonly string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

/** The request with one tag more; the same where it has it. */
export const withTag = (request: SearchRequest, tag: string): SearchRequest =>
  tag === '' || request.tags.includes(tag)
    ? request
    : { ...request, tags: [...request.tags, tag] };

/** Whether a facet filters. */
export const isSet = (request: SearchRequest, facet: Facet): boolean => {
  switch (facet) {
    case 'kind':
      return request.kinds.length > 0;
    case 'date':
      return request.from !== null || request.to !== null;
    case 'tag':
      return request.tags.length > 0;
    case 'collection':
      return request.collection !== null;
    case 'rating':
      return request.rating !== null;
    case 'size':
      return request.minSizeBytes !== null || request.maxSizeBytes !== null;
    case 'location':
      return request.locations.length > 0;
  }
};
