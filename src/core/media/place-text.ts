import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';

/** A point as somebody wrote it down. */
export interface PlacePoint {
  readonly latitude: number;
  readonly longitude: number;
}

/** Text that names no point: nothing at all, a short link, or a point off the Earth. */
export type BadPlaceText = {
  readonly type: 'no-coordinates' | 'short-link' | 'out-of-range';
  readonly text: string;
};

const NUMBER = String.raw`[+-]?\d{1,3}(?:\.\d+)?`;
/** Pairs as maps write them into their addresses; the exact point of a place before the middle of the screen. */
const LINK_FORMS = [
  new RegExp(`!3d(${NUMBER})!4d(${NUMBER})`),
  new RegExp(`[?&]mlat=(${NUMBER})&mlon=(${NUMBER})`),
  new RegExp(
    `[?&](?:q|query|ll|daddr|destination|center|coordinate|sll)=(?:loc:)?(${NUMBER}),\\s*(${NUMBER})`,
  ),
  new RegExp(`/(?:place|search)/(${NUMBER}),\\s*(${NUMBER})`),
  new RegExp(`@(${NUMBER}),(${NUMBER})`),
  new RegExp(`#map=\\d+(?:\\.\\d+)?/(${NUMBER})/(${NUMBER})`),
  new RegExp(`[?&]cp=(${NUMBER})~(${NUMBER})`),
];
const GEO = new RegExp(`^geo:(${NUMBER}),(${NUMBER})`, 'i');
const DECIMAL = new RegExp(
  `^\\(?\\s*(${NUMBER})\\s*°?\\s*([NS])?\\s*[,;\\s]\\s*(${NUMBER})\\s*°?\\s*([EWO])?\\s*\\)?$`,
  'i',
);
/** As those write who put a comma before the fraction: `48,8584; 2,2945`. */
const DECIMAL_COMMA = /^([+-]?\d{1,3},\d+)\s*[;\s]\s*([+-]?\d{1,3},\d+)$/;
const SEXAGESIMAL =
  /^(\d{1,3})°\s*(?:(\d{1,2}(?:\.\d+)?)['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)(?:["″”]|'')\s*)?([NS])[,;\s]*(\d{1,3})°\s*(?:(\d{1,2}(?:\.\d+)?)['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)(?:["″”]|'')\s*)?([EWO])$/i;
const SHORT_LINK = /^https?:\/\/(?:maps\.app\.goo\.gl|goo\.gl|g\.co|osm\.org\/go|bit\.ly)\//i;
const MAX_CHARACTERS = 2_000;

/**
 * The point that a text names: `48.8584, 2.2945`, degrees with minutes and seconds, a `geo:` address
 * (RFC 5870), or the address of a map (Google, OpenStreetMap, Apple, Bing). Nothing is fetched: a short
 * link says nothing by itself.
 */
export const parsePlaceText = (text: string): Result<PlacePoint, BadPlaceText> => {
  const trimmed = text.trim().slice(0, MAX_CHARACTERS);
  if (SHORT_LINK.test(trimmed)) return err({ type: 'short-link', text: trimmed });
  const found = /^https?:\/\//i.test(trimmed) ? fromLink(trimmed) : fromText(trimmed);
  if (found === null) return err({ type: 'no-coordinates', text: trimmed });
  const [latitude, longitude] = found;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return err({ type: 'out-of-range', text: trimmed });
  }
  return ok({ latitude, longitude });
};

type Pair = readonly [number, number];

const fromLink = (link: string): Pair | null => {
  const decoded = link.replace(/%2C/gi, ',').replace(/%20|\+(?=[-\d])/g, '');
  for (const form of LINK_FORMS) {
    const match = form.exec(decoded);
    if (match !== null) return [Number(match[1]), Number(match[2])];
  }
  return null;
};

const fromText = (text: string): Pair | null => {
  const geo = GEO.exec(text);
  if (geo !== null) return [Number(geo[1]), Number(geo[2])];
  const comma = DECIMAL_COMMA.exec(text);
  if (comma !== null) return [withPoint(comma[1]), withPoint(comma[2])];
  const decimal = DECIMAL.exec(text);
  if (decimal !== null) {
    return [signed(Number(decimal[1]), decimal[2]), signed(Number(decimal[3]), decimal[4])];
  }
  const parts = SEXAGESIMAL.exec(text);
  if (parts === null) return null;
  return [degreesOf(parts.slice(1, 5)), degreesOf(parts.slice(5, 9))];
};

const withPoint = (number = ''): number => Number(number.replace(',', '.'));

/** `O` is west in French, Spanish and Italian. */
const signed = (degrees: number, side: string | undefined): number =>
  /^[SWO]$/i.test(side ?? '') ? -degrees : degrees;

const degreesOf = ([degrees, minutes, seconds, side]: readonly string[]): number =>
  signed(Number(degrees) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600, side);

/** A point as text that `parsePlaceText` reads again: `48.8584, 2.2945`. */
export const placeToText = ({ latitude, longitude }: PlacePoint): string =>
  `${round(latitude)}, ${round(longitude)}`;

/** A millionth of a degree is a tenth of a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
