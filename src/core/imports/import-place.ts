import { joinPath, normalizePath, safeName } from '../collections/path.ts';

/** Where a file of an import goes: a collection path and a name, both safe. */
export interface ImportPlace {
  readonly collection: string;
  readonly name: string;
}

/**
 * The place of the file at `path` of an import into `collection`: its folders become collections.
 * Every segment is text from outside and made safe; empty ones and `.` are no places.
 */
export const placeOf = (collection: string, path: string): ImportPlace => {
  const slash = path.lastIndexOf('/');
  return {
    collection: normalizePath(joinPath(collection, path.slice(0, Math.max(slash, 0)))),
    name: safeName(path.slice(slash + 1)),
  };
};
