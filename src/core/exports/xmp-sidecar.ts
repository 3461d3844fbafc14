import type { Media } from '../media/media.ts';

/** What of an item a sidecar tells. */
export type SidecarFacts = Pick<
  Media,
  | 'title'
  | 'description'
  | 'rating'
  | 'tags'
  | 'project'
  | 'descriptors'
  | 'capturedAt'
  | 'capturedOffsetMinutes'
  | 'place'
  | 'artist'
>;

/**
 * What a person said about an item as an XMP packet (ISO 16684-1), to lie beside the file as
 * `name.ext.xmp`: Dublin Core, XMP, EXIF and IPTC properties that photo programs read; project and
 * weighted descriptors, for which there is no common property, in a namespace of this program. It bears a
 * mark that it is complete: `readSaid` gives back what was said, and nothing of what was taken away.
 */
export const mediaToXmp = (media: SidecarFacts): string => {
  const properties = [
    alternative('dc:title', media.title),
    alternative('dc:description', media.description),
    list('dc:creator', 'rdf:Seq', media.artist === null ? [] : [media.artist]),
    list('dc:subject', 'rdf:Bag', media.tags),
    element('xmp:Rating', media.rating?.toString() ?? null),
    element('exif:DateTimeOriginal', timeOf(media)),
    ...placeProperties(media.place),
    element('hm:Project', media.project),
    list(
      'hm:Descriptors',
      'rdf:Bag',
      media.descriptors.map(({ name, weight }) => `${weight} ${name}`),
    ),
    element('hm:Complete', 'True'),
  ];
  return [
    '<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `  <rdf:Description rdf:about=""${NAMESPACES}>`,
    ...properties.filter((property) => property !== null).map((property) => `   ${property}`),
    '  </rdf:Description>',
    ' </rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="w"?>',
    '',
  ].join('\n');
};

/** The namespaces of a sidecar, by the prefixes that its properties are named with. */
export const XMP_NAMESPACES = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  Iptc4xmpCore: 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
  hm: 'urn:hm-drive:xmp:1.0',
} as const;

const NAMESPACES = Object.entries(XMP_NAMESPACES)
  .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  .join('');

const element = (name: string, value: string | null): string | null =>
  value === null || value === '' ? null : `<${name}>${escapeXml(value)}</${name}>`;

/** A text in one language, the default one. */
const alternative = (name: string, value: string | null): string | null =>
  value === null || value === ''
    ? null
    : `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(value)}</rdf:li></rdf:Alt></${name}>`;

const list = (
  name: string,
  kind: 'rdf:Bag' | 'rdf:Seq',
  values: readonly string[],
): string | null => {
  if (values.length === 0) return null;
  const items = values.map((value) => `<rdf:li>${escapeXml(value)}</rdf:li>`).join('');
  return `<${name}><${kind}>${items}</${kind}></${name}>`;
};

/**
 * Local time with its offset, as it was on the clock where the picture was taken; without one where it is
 * unknown, as a camera would write it.
 */
const timeOf = ({ capturedAt, capturedOffsetMinutes }: SidecarFacts): string | null => {
  if (capturedAt === null) return null;
  const offset = capturedOffsetMinutes ?? 0;
  const local = new Date(Date.parse(capturedAt) + offset * 60_000).toISOString().slice(0, -1);
  if (capturedOffsetMinutes === null) return local;
  return `${local}${offset === 0 ? 'Z' : zone(offset)}`;
};

const zone = (minutes: number): string => {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (part: number): string => part.toString().padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
};

const placeProperties = (place: Media['place']): readonly (string | null)[] => {
  if (place === null) return [];
  const { latitude, longitude, altitude, name } = place;
  return [
    element('exif:GPSLatitude', coordinate(latitude, 'N', 'S')),
    element('exif:GPSLongitude', coordinate(longitude, 'E', 'W')),
    ...(altitude === null
      ? []
      : [
          element('exif:GPSAltitude', `${Math.round(Math.abs(altitude) * 1000)}/1000`),
          element('exif:GPSAltitudeRef', altitude < 0 ? '1' : '0'),
        ]),
    element('Iptc4xmpCore:Location', name),
  ];
};

/** `48,51.504000000N`: degrees, minutes with nine decimals (2 µm), hemisphere (ISO 16684-1, GPSCoordinate). */
const coordinate = (degrees: number, positive: string, negative: string): string => {
  const parts = Math.round(Math.abs(degrees) * 60e9);
  const whole = Math.floor(parts / 60e9);
  const minutes = ((parts - whole * 60e9) / 1e9).toFixed(9);
  return `${whole},${minutes}${degrees < 0 ? negative : positive}`;
};

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** What XML 1.0 cannot hold in any form (section 2.2): controls, lone surrogates, two non-characters. */
// eslint-disable-next-line no-control-regex -- these are exactly the characters to be left out
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** Line ends that a parser would turn into `\n` (XML 1.0, 2.11; XML 1.1 beside it) stand as references. */
const MARKUP = /[&<>"'\r\u0085\u2028\u2029]/g;

const escapeXml = (text: string): string =>
  text
    .replace(UNSAYABLE, '')
    .replace(MARKUP, (found) => ESCAPES[found] ?? `&#${found.charCodeAt(0)};`);
