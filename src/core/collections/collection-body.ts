import type { CollectionId, LinkId } from '../base/ids.ts';
import { isRandomId } from '../base/ids.ts';
import { readFields } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { isName } from '../uri/segment.ts';
import { type SearchQuery, parseSearchQuery } from '../search/search-query.ts';
import type { CollectionBody } from './collection.ts';

/** Bounds of what a collection says of itself, in UTF-16 units. */
export const COLLECTION_LIMITS = {
  description: 10_000,
  icon: 64,
  tags: 256,
  tag: 100,
} as const;

/** A body that is no collection: the field at fault and what it should have been. */
export type BadCollection = {
  readonly type: 'bad-collection';
  readonly message: string;
  readonly field: string;
};

/** Whether `text` has the literal form of a collection's id. */
export const isCollectionId = (text: string): text is CollectionId => isRandomId(text);
/** Whether `text` has the literal form of a link's id. */
export const isLinkId = (text: string): text is LinkId => isRandomId(text);

/**
 * The body of a collection version from anyone. Optional fields that are missing get their defaults and
 * unknown ones are left out, so that the form can grow. The body is plain data: it is its own encoding.
 */
export const parseCollectionBody = (
  fields: PlainObject,
): Result<CollectionBody, BadCollection> => {
  const read = readFields(fields);
  const body: CollectionBody = {
    name: read.form('name', (text): text is string => isName(text), 'a name (rules N1 to N6)'),
    parentId:
      (fields['parentId'] ?? null) === null
        ? null
        : read.form('parentId', isCollectionId, 'the id of a collection or null'),
    description: read.textOrNull('description', COLLECTION_LIMITS.description),
    icon: read.textOrNull('icon', COLLECTION_LIMITS.icon),
    tags: read.list('tags', COLLECTION_LIMITS.tags, readTag, 'text of 1 to 100 characters'),
    search: read.objectOrNull('search', readSearch, 'a search with text and filters, or null'),
    createdAt: read.time('createdAt'),
    trashedAt: read.timeOrNull('trashedAt'),
  };
  const fault = read.fault();
  if (fault === null) return ok(body);
  return err({
    type: 'bad-collection',
    message: `A collection's ${fault.field} must be ${fault.expected}.`,
    field: fault.field,
  });
};

const readSearch = (entry: PlainObject): SearchQuery | undefined => {
  const parsed = parseSearchQuery(entry);
  return parsed.ok ? parsed.value : undefined;
};

const readTag = (entry: Plain): string | undefined =>
  typeof entry === 'string' && entry !== '' && entry.length <= COLLECTION_LIMITS.tag
    ? entry
    : undefined;
