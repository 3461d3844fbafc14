import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { MAX_DEPTH, isName, nameFault, safeName } from '../uri/segment.ts';

export { MAX_DEPTH, MAX_NAME_BYTES, isName, nameFault, safeName } from '../uri/segment.ts';

/** A path that names no place in the tree; `segment` is the name at fault, `null` where it is the depth. */
export type BadPath = {
  readonly type: 'bad-path';
  readonly message: string;
  readonly path: string;
  readonly segment: string | null;
};

/**
 * The names of a path from the root down; none for `''`, the root. Strict: every `/` stands between two
 * names, at most 64 of them. What a person typed or a folder brought goes through `normalizePath` first.
 */
export const parsePath = (text: string): Result<readonly string[], BadPath> => {
  if (text === '') return ok([]);
  const names = text.split('/');
  const wrong = names.find((name) => !isName(name));
  if (wrong !== undefined) {
    const fault = nameFault(wrong) ?? '';
    return badPath(text, wrong, `the name ${JSON.stringify(wrong)} ${fault}`);
  }
  if (names.length > MAX_DEPTH) {
    return badPath(text, null, `it has ${names.length} levels, ${MAX_DEPTH} are the most`);
  }
  return ok(names);
};

/**
 * The nearest path that `parsePath` accepts: empty and `.` steps vanish, every other name is made safe
 * (`..` never climbs), levels below the 64th fold into it.
 */
export const normalizePath = (text: string): string =>
  text
    .split('/')
    .filter((name) => name.trim() !== '' && name !== '.')
    .slice(0, MAX_DEPTH)
    .map(safeName)
    .join('/');

/** The path of `names` from the root down. */
export const joinPath = (...names: readonly string[]): string =>
  names.filter((name) => name !== '').join('/');

/** The path of the collection above; `null` for the root. */
export const parentOf = (path: string): string | null =>
  path === '' ? null : path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** The last name of a path; `''` for the root. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether `path` is `above` or lies anywhere below it. */
export const isPathWithin = (path: string, above: string): boolean =>
  above === '' || path === above || path.startsWith(`${above}/`);

const badPath = (path: string, segment: string | null, reason: string) =>
  err<BadPath>({
    type: 'bad-path',
    message: `The path ${JSON.stringify(path)} cannot be used: ${reason}. Give names joined by single slashes, such as "projects/2024".`,
    path,
    segment,
  });
