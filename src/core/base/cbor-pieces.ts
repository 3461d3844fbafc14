import { MAJOR, MAX_CBOR_DEPTH } from './cbor-form.ts';
import { CborWriter, compareAsciiKeys, isAscii, isPlainObject } from './cbor-writer.ts';
import type { Plain } from './plain.ts';
import { type Breathe, STRETCH } from './stretches.ts';

/**
 * The bytes of `encodeCbor(value)` in pieces of `pieceBytes`, of which the last is shorter. What `isWide` is
 * written in stretches between which others work; it must stay as it is until then. Throws as `encodeCbor` does.
 */
export const encodeCborInPieces = async (
  value: Plain,
  pieceBytes: number,
  breathe: Breathe,
): Promise<readonly Uint8Array<ArrayBuffer>[]> => {
  const writer = new CborWriter();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let written = 0;

  const write = async (part: Plain, depth: number): Promise<void> => {
    const children = depth < MAX_CBOR_DEPTH && isWide(part) ? childrenOf(part) : null;
    if (children === null) {
      writer.writeValue(part, depth);
      written += 1;
      if (written % STRETCH > 0) return;
      pieces.push(...writer.takePieces(pieceBytes, false));
      await breathe();
      return;
    }
    writer.writeHead(children.major, children.count);
    for (const child of children.values) await write(child, depth + 1);
  };

  await write(value, 0);
  return [...pieces, ...writer.takePieces(pieceBytes, true)];
};

/** Whether a list of more things than a stretch has stands somewhere in it, so that writing it takes long. */
export const isWide = (value: Plain): boolean => {
  if (Array.isArray(value)) return value.length > STRETCH || value.some(isWide);
  return isPlainObject(value) && Object.values(value as Record<string, Plain>).some(isWide);
};

/** What a list or a map is written as: its head, then values one after another. */
interface Children {
  readonly major: number;
  readonly count: number;
  readonly values: Iterable<Plain>;
}

/** `null` for what the writer has to write as one: what is no container, and maps whose keys sort by their bytes. */
const childrenOf = (value: Plain): Children | null => {
  if (Array.isArray(value)) return { major: MAJOR.array, count: value.length, values: value };
  if (!isPlainObject(value)) return null;
  const map = value as Readonly<Record<string, Plain>>;
  const keys = Object.keys(map);
  if (!keys.every(isAscii)) return null;
  const values = keys.sort(compareAsciiKeys).flatMap((key) => [key, map[key] as Plain]);
  return { major: MAJOR.map, count: keys.length, values };
};
