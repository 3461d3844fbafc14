import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import ExifReader from 'exifreader';
import { utf8ToBytes } from '../../core/base/bytes.ts';
import type { Description } from '../../core/media/description.ts';
import { NOTHING_DESCRIBED } from '../../core/media/description.ts';
import { readSaid } from '../../core/exports/read-said.ts';
import type { SidecarReading } from '../../core/media/ingest-ports.ts';
import { tagsToDescription } from './picture-tags.ts';
import { parseXmp } from './xmp-properties.ts';

/** A worker has no DOMParser; without `onErrorStopParsing` xmldom never ends on some bad XML. */
const domParser = new DOMParser({ onError: onErrorStopParsing });

/** EXIF, IPTC, XMP and GPS of a picture, from all of it or from its beginning. */
export const describePicture = (bytes: Uint8Array<ArrayBuffer>): Promise<Description> =>
  Promise.resolve(read(bytes));

/** What an XMP sidecar says: all that was said, where this program wrote it. */
export const describeSidecar = (xmp: string): Promise<SidecarReading> => {
  const properties = parseXmp(xmp);
  const said = properties && readSaid(properties);
  return Promise.resolve(
    said === null
      ? { description: read(utf8ToBytes(xmp)), isComplete: false }
      : { description: { ...NOTHING_DESCRIBED, ...said }, isComplete: true },
  );
};

const read = (bytes: Uint8Array<ArrayBuffer>): Description => {
  try {
    return tagsToDescription(
      ExifReader.load(exactBuffer(bytes), { expanded: true, domParser }),
    );
  } catch (error) {
    // exifreader throws plain and native errors alike for bytes that it cannot make sense of.
    if (error instanceof Error) return NOTHING_DESCRIBED;
    throw error;
  }
};

const exactBuffer = (bytes: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
