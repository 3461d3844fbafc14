/** Names that Windows keeps for devices, whatever stands behind the dot (Microsoft, "Naming Files"). */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
// eslint-disable-next-line no-control-regex -- control characters are among those that no file name may have
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f\u007f]/g;
/** NTFS, ext4 and APFS allow 255; the rest is room for ` (2)` and `.xmp`. */
const MAX_BYTES = 240;

const encoder = new TextEncoder();
const isTooLong = (text: string): boolean => encoder.encode(text).length > MAX_BYTES;

/** `name` as every file system takes it: what is forbidden anywhere becomes `_`, the extension stays. */
export const portableName = (name: string): string => {
  const clean = name.replace(FORBIDDEN, '_').replace(/[. ]+$/, '');
  const safe = DEVICE.test(clean) || clean === '' ? `_${clean}` : clean;
  const { stem, extension } = splitName(safe);
  const letters = Array.from(stem);
  while (isTooLong(letters.join('') + extension) && letters.length > 1) letters.pop();
  return letters.join('') + extension;
};

/** Gives paths out once each; a path that was given out before gets ` (2)`, ` (3)`, … before its extension. */
export const createPathGiver = (): ((path: string) => string) => {
  const given = new Set<string>();
  const next = new Map<string, number>();
  /** File systems that ignore case and the form of accents are common. */
  const key = (path: string): string => path.normalize('NFC').toLowerCase();
  return (path) => {
    let free = path;
    for (let n = next.get(key(path)) ?? 2; given.has(key(free)); n++) {
      const slash = path.lastIndexOf('/') + 1;
      const { stem, extension } = splitName(path.slice(slash));
      free = `${path.slice(0, slash)}${stem} (${n})${extension}`;
      next.set(key(path), n + 1);
    }
    given.add(key(free));
    return free;
  };
};

/** What looks like an extension; longer endings belong to the name. */
const EXTENSION = /^(.+?)(\.[A-Za-z0-9]{1,8})$/;

const splitName = (name: string): { readonly stem: string; readonly extension: string } => {
  const match = EXTENSION.exec(name);
  return { stem: match?.[1] ?? name, extension: match?.[2] ?? '' };
};
