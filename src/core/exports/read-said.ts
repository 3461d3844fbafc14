import { parseCaptureTime } from '../media/capture-time.ts';
import type { Descriptor, Place } from '../media/media.ts';
import type { SidecarFacts, XMP_NAMESPACES } from './xmp-sidecar.ts';

/** A property by its prefix and name, as `XMP_NAMESPACES` has the prefixes. */
export type XmpName = `${keyof typeof XMP_NAMESPACES}:${string}`;

/** The properties of a sidecar, whichever way its RDF was written down. */
export interface XmpProperties {
  /** The text of a property, of one in several languages the default one; `null` where it is not there. */
  text(name: XmpName): string | null;
  /** The entries of a bag or sequence, in their order. */
  list(name: XmpName): readonly string[];
}

/**
 * What `mediaToXmp` wrote, as it was said; `null` for the sidecar of another program, which need not say
 * all. Programs that change such a sidecar keep the mark, and what they change is what counts. Values
 * that make no sense are as good as left out; texts may be longer than an item takes.
 */
export const readSaid = (xmp: XmpProperties): SidecarFacts | null => {
  if (xmp.text('hm:Complete') !== 'True') return null;
  const time = parseCaptureTime(xmp.text('exif:DateTimeOriginal') ?? '');
  return {
    title: xmp.text('dc:title'),
    description: xmp.text('dc:description'),
    rating: ratingOf(xmp.text('xmp:Rating')),
    tags: xmp.list('dc:subject'),
    project: xmp.text('hm:Project'),
    descriptors: xmp.list('hm:Descriptors').flatMap((entry) => descriptorOf(entry) ?? []),
    capturedAt: time?.capturedAt ?? null,
    capturedOffsetMinutes: time?.capturedOffsetMinutes ?? null,
    place: placeOf(xmp),
    artist: xmp.list('dc:creator')[0] ?? null,
  };
};

/** Here 0 is a rating; other programs' -1, "rejected", is none. */
const ratingOf = (text: string | null): number | null =>
  text !== null && /^[0-5]$/.test(text) ? Number(text) : null;

/** The weight, a space, and the word with all that is in it. */
const descriptorOf = (entry: string): Descriptor | null => {
  const at = entry.indexOf(' ');
  const weight = Number(entry.slice(0, at));
  const isWeight = at > 0 && weight >= 0 && weight <= 1;
  return isWeight && at + 1 < entry.length ? { name: entry.slice(at + 1), weight } : null;
};

const placeOf = (xmp: XmpProperties): Place | null => {
  const latitude = degreesOf(xmp.text('exif:GPSLatitude'), 'NS', 90);
  const longitude = degreesOf(xmp.text('exif:GPSLongitude'), 'EW', 180);
  if (latitude === null || longitude === null) return null;
  const altitude = metresOf(xmp.text('exif:GPSAltitude'), xmp.text('exif:GPSAltitudeRef'));
  return { latitude, longitude, altitude, name: xmp.text('Iptc4xmpCore:Location') };
};

const COORDINATE = /^(\d{1,3}),(\d{1,2}(?:\.\d{1,20})?)(?:,(\d{1,2}(?:\.\d{1,20})?))?([NSEW])$/;
/** Finer than nine decimals of a minute, so that what was said in ten decimals of a degree comes back. */
const PER_DEGREE = 1e10;

const degreesOf = (text: string | null, sides: string, max: number): number | null => {
  const [, degrees, minutes, seconds = '0', side = ''] = COORDINATE.exec(text ?? '') ?? [];
  if (degrees === undefined || !sides.includes(side)) return null;
  const exact = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  const value = Math.round(exact * PER_DEGREE) / PER_DEGREE;
  if (value > max) return null;
  return side === sides[1] && value > 0 ? -value : value;
};

const metresOf = (text: string | null, below: string | null): number | null => {
  const [, over, under] = /^(\d{1,15})\/(\d{1,15})$/.exec(text ?? '') ?? [];
  if (over === undefined || Number(under) === 0) return null;
  const metres = Number(over) / Number(under);
  return below === '1' && metres > 0 ? -metres : metres;
};
