/** A longer sidecar is no sidecar: it is kept as an item, and not read for another's sake. */
export const MAX_SIDECAR_BYTES = 1024 * 1024;

const SIDECAR = /\.xmp$/i;
const EXTENSION = /\.[^./]+$/;

/** Whether a path names a sidecar. */
export const isSidecarPath = (path: string): boolean => SIDECAR.test(path);

/**
 * Which sidecar tells about which file, both by index in `paths`: in the same folder and whatever the
 * case, `IMG.jpg.xmp` for `IMG.jpg`, else `IMG.xmp` for every `IMG.*`. Where two sidecars differ in
 * case only, the first one counts. A sidecar has none itself.
 */
export const pairSidecars = (paths: readonly string[]): ReadonlyMap<number, number> => {
  const sidecars = new Map<string, number>();
  paths.forEach((path, index) => {
    if (!isSidecarPath(path)) return;
    const subject = path.replace(SIDECAR, '').toLowerCase();
    if (!sidecars.has(subject)) sidecars.set(subject, index);
  });
  const pairs = new Map<number, number>();
  if (sidecars.size === 0) return pairs;
  paths.forEach((path, index) => {
    if (isSidecarPath(path)) return;
    const key = path.toLowerCase();
    const sidecar = sidecars.get(key) ?? sidecars.get(key.replace(EXTENSION, ''));
    if (sidecar !== undefined) pairs.set(index, sidecar);
  });
  return pairs;
};
