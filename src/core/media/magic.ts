import type { SniffedType } from './sniffed-type.ts';

/** Marks that must all stand at their places, and the type that they prove. */
export interface Magic {
  readonly marks: readonly Mark[];
  readonly type: SniffedType;
}

/** Latin-1 text at an offset. */
export type Mark = readonly [at: number, text: string];

/** A picture's type. */
export const photo = (mime: string, extension: string): SniffedType => ({
  mime: `image/${mime}`,
  kind: 'photo',
  extension,
});

/** A film's type. */
export const video = (mime: string, extension: string): SniffedType => ({
  mime: `video/${mime}`,
  kind: 'video',
  extension,
});

/** A sound's type. */
export const audio = (mime: string, extension: string): SniffedType => ({
  mime: `audio/${mime}`,
  kind: 'audio',
  extension,
});

/** The type of the first entry whose marks all stand in `bytes`; `null` where none does. */
export const matchMagic = (bytes: Uint8Array, table: readonly Magic[]): SniffedType | null =>
  table.find(({ marks }) => marks.every((mark) => hasMark(bytes, mark)))?.type ?? null;

/** Whether Latin-1 `text` stands at `at`. */
export const hasMark = (bytes: Uint8Array, [at, text]: Mark): boolean => {
  if (at + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) {
    if (bytes[at + i] !== text.charCodeAt(i)) return false;
  }
  return true;
};

/** `bytes` as Latin-1, a character per byte. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};
