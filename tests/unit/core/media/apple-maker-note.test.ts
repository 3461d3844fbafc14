import { describe, expect, it } from 'vitest';
import { readAppleMakerNote } from '../../../../src/core/media/apple-maker-note.ts';

/** A maker note with texts by tag. */
const noteOf = (texts: readonly (readonly [tag: number, text: string])[]): Uint8Array => {
  const start = 14 + 2 + texts.length * 12 + 4;
  const bytes = new Uint8Array(
    start + texts.reduce((sum, [, text]) => sum + text.length + 1, 0),
  );
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string): void =>
    bytes.set(
      Array.from(text, (char) => char.charCodeAt(0)),
      at,
    );
  write(0, 'Apple iOS\0\0\x01MM');
  view.setUint16(14, texts.length);
  let to = start;
  texts.forEach(([tag, text], i) => {
    const at = 16 + i * 12;
    view.setUint16(at, tag);
    view.setUint16(at + 2, 2);
    view.setUint32(at + 4, text.length + 1);
    view.setUint32(at + 8, to);
    write(to, text);
    to += text.length + 1;
  });
  return bytes;
};

describe("Apple's maker note", () => {
  it('names the live photo and the burst', () => {
    const note = noteOf([
      [0x0b, 'B0-1'],
      [0x11, 'C0FFEE-2'],
    ]);
    expect(readAppleMakerNote(note)).toEqual({ burstId: 'B0-1', contentId: 'C0FFEE-2' });
  });

  it('says nothing where it is cut, of another maker, or no name', () => {
    const nothing = { contentId: null, burstId: null };
    const note = noteOf([[0x11, 'C0FFEE-2']]);
    for (let length = 0; length < note.length - 9; length++) {
      expect(readAppleMakerNote(note.subarray(0, length))).toEqual(nothing);
    }
    expect(readAppleMakerNote(noteOf([[0x11, '<script>']]))).toEqual(nothing);
    expect(readAppleMakerNote(Uint8Array.from(note, (byte) => byte ^ 1))).toEqual(nothing);
  });
});
