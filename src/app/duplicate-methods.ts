import type { MediaId } from '../core/base/ids.ts';
import type { Drive } from '../core/drive/drive.ts';
import type { DuplicatesQuery, Merge } from '../core/drive/duplicates-service.ts';
import { type Methods, badArgument, object, text, texts } from './backend.ts';
import type { RunningCalls } from './running-calls.ts';

/** What the drive does about the same picture more than once. */
export const createDuplicateMethods = (
  { duplicates }: Drive,
  calls: RunningCalls,
): Methods => ({
  'drive.duplicates': ([query], request) => {
    const checked = readQuery(object(query, 'query'));
    return calls.run(request, (signal) => duplicates.find(checked, signal));
  },
  'drive.mergeDuplicates': ([merge], request) =>
    duplicates.merge((Array.isArray(merge) ? merge : [merge]).map(readMerge), request),
  'drive.notDuplicates': ([ids, options], request) => {
    const isApart = object(options, 'options')['forget'] !== true;
    return duplicates.tellApart(texts(ids, 'ids') as readonly MediaId[], isApart, request);
  },
});

const readMerge = (given: unknown): Merge => {
  const { keep, remove } = object(given, 'merge');
  return {
    keep: text(keep, 'keep') as MediaId,
    remove: texts(remove, 'remove') as readonly MediaId[],
  };
};

const readQuery = (given: Readonly<Record<string, unknown>>): DuplicatesQuery => {
  const { by, distance, collection } = given;
  if (by !== 'essence' && by !== 'similar')
    throw badArgument(by, 'by', "'essence' or 'similar'");
  return {
    by,
    ...(distance === undefined ? {} : { distance: Number(distance) }),
    ...(collection === undefined ? {} : { collection: text(collection, 'collection') }),
  };
};
