import { type ByteView, viewBytes } from './byte-view.ts';

/** What Apple's cameras call the shot that a file belongs to. */
export interface AppleShot {
  /** Shared by the picture and the film of a live photo. */
  readonly contentId: string | null;
  readonly burstId: string | null;
}

const MARK = 'Apple iOS\0';
const IFD_START = 14;
const ENTRY_BYTES = 12;
const MAX_ENTRIES = 100;
const MAX_LENGTH = 100;
const ASCII = 2;
/** Tags as exiftool names them (Apple tags). */
const TAG_BURST_UUID = 0x0b;
const TAG_CONTENT_IDENTIFIER = 0x11;

/** Reads a maker note: `Apple iOS`, a version, the byte order, and a directory whose offsets count from its start. */
export const readAppleMakerNote = (note: Uint8Array): AppleShot => {
  const view = viewBytes(note, 'big');
  if (view.text(0, MARK.length) !== MARK || view.text(12, 2) !== 'MM') return NO_SHOT;
  let { contentId, burstId } = NO_SHOT;
  const count = Math.min(view.u16(IFD_START), MAX_ENTRIES);
  for (let entry = 0; entry < count; entry++) {
    const at = IFD_START + 2 + entry * ENTRY_BYTES;
    const tag = view.u16(at);
    if (tag === TAG_CONTENT_IDENTIFIER) contentId = readText(view, at);
    if (tag === TAG_BURST_UUID) burstId = readText(view, at);
  }
  return { contentId, burstId };
};

const NO_SHOT: AppleShot = { contentId: null, burstId: null };

/** A name of letters, digits and dashes; `null` for anything else. */
const readText = (view: ByteView, at: number): string | null => {
  const length = view.u32(at + 4);
  if (view.u16(at + 2) !== ASCII || length <= 4 || length > MAX_LENGTH) return null;
  const text = view.text(view.u32(at + 8), length).replace(/\0+$/, '');
  return /^[\w-]+$/.test(text) ? text : null;
};
