/** The segments of a `Disk` path; none for `''`, the root. A path of another form is a defect and throws. */
export const splitDiskPath = (path: string): readonly string[] => {
  if (path === '') return [];
  const segments = path.split('/');
  const bad = segments.find((segment) => !isPlainSegment(segment));
  if (bad === undefined) return segments;
  throw new RangeError(
    `Disk path ${JSON.stringify(path)} has the segment ${JSON.stringify(bad)}.`,
  );
};

/** A path as the directory that holds it (`''` for the root) and its last segment. */
export const splitParent = (
  path: string,
): { readonly directory: string; readonly name: string } => {
  const segments = splitDiskPath(path);
  const name = segments.at(-1);
  if (name === undefined) throw new RangeError('The root of a disk has no name.');
  return { directory: segments.slice(0, -1).join('/'), name };
};

const isPlainSegment = (segment: string): boolean =>
  segment !== '' && segment !== '.' && segment !== '..' && !/[\\\0]/.test(segment);
