import { readFields } from '../base/plain-fields.ts';
import type { PlainObject } from '../base/plain.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { isCollectionId } from './collection-body.ts';
import type { LinkBody } from './link.ts';

/** The kinds of links, the commonest first. */
export const LINK_TYPES = ['alias', 'shortcut', 'related'] as const;

/** A body that is no link: the field at fault and what it should have been. */
export type BadLink = {
  readonly type: 'bad-link-body';
  readonly message: string;
  readonly field: string;
};

/** The body of a link version from anyone. The body is plain data: it is its own encoding. */
export const parseLinkBody = (fields: PlainObject): Result<LinkBody, BadLink> => {
  const read = readFields(fields);
  const body: LinkBody = {
    sourceId: read.form('sourceId', isCollectionId, 'the id of a collection'),
    targetId: read.form('targetId', isCollectionId, 'the id of a collection'),
    type: read.choice('type', LINK_TYPES),
    createdAt: read.time('createdAt'),
    trashedAt: read.timeOrNull('trashedAt'),
  };
  const fault = read.fault();
  if (fault === null) return ok(body);
  return err({
    type: 'bad-link-body',
    message: `A link's ${fault.field} must be ${fault.expected}.`,
    field: fault.field,
  });
};
