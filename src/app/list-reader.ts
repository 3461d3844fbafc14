import { HmError } from '../core/base/hm-error.ts';
import type { Plain } from '../core/base/plain.ts';
import type { ListOptions, Listing } from '../core/drive/listing.ts';
import { unpackRows } from '../core/media/media-row.ts';
import type { MediaRow } from '../core/media/media.ts';
import type { PackedListing } from './drive-methods.ts';

/** Asks the drive for a listing, or a stretch of it. */
export type AskListing = (path: string, options?: ListOptions) => Promise<PackedListing>;

/** Rows that are asked for at a time: some milliseconds for either thread. */
const STRETCH_ROWS = 2_000;
/** Stretches that are on their way at a time, also before it is known how many there are. */
const AHEAD = 2;
/** How often a listing that changes all the time is begun again before it is asked for in one piece. */
const TRIES = 2;

/**
 * Reads listings of any length by stretches: the drive packs one while the page unpacks the one before, and
 * neither is busy for long. What comes is the listing as it was at one moment.
 */
export const createListReader =
  (ask: AskListing) =>
  async (path: string, options: ListOptions = {}): Promise<Listing> => {
    for (let tries = isLong(options) ? TRIES : 0; tries > 0; tries--) {
      const listing = await readByStretches(ask, path, options);
      if (listing !== null) return listing;
    }
    const whole = await ask(path, options);
    return listingOf(whole, rowsOf(whole.rows));
  };

/** Whether there may be more than a stretch; what is no number is the drive's to refuse. */
const isLong = ({ offset = 0, limit = Infinity }: ListOptions): boolean =>
  Number.isInteger(offset) && limit > STRETCH_ROWS;

/** `null` where the listing changed between two stretches. */
const readByStretches = async (
  ask: AskListing,
  path: string,
  options: ListOptions,
): Promise<Listing | null> => {
  const { offset: start = 0, limit = Infinity } = options;
  const askFrom = (offset: number): Promise<PackedListing> => {
    const most = Math.min(STRETCH_ROWS, start + limit - offset);
    const reply = ask(path, { ...options, offset, limit: most });
    // Where one fails, nobody waits for those behind it.
    reply.catch(() => undefined);
    return reply;
  };
  const asked: Promise<PackedListing>[] = [];
  let end = start + limit;
  let next = start;
  const askAhead = (): void => {
    for (; asked.length < AHEAD && next < end; next += STRETCH_ROWS) asked.push(askFrom(next));
  };
  askAhead();
  const items: MediaRow[] = [];
  let first: PackedListing | null = null;
  for (let coming = asked.shift(); coming !== undefined; coming = asked.shift()) {
    const stretch = await coming;
    first ??= stretch;
    if (stretch.edition !== first.edition) return null;
    end = Math.min(end, start + first.total);
    askAhead();
    for (const row of rowsOf(stretch.rows)) items.push(row);
  }
  return first === null ? null : listingOf(first, items);
};

/** The listing without what only its reader needs. */
const listingOf = (
  { total, warnings }: PackedListing,
  items: readonly MediaRow[],
): Listing => ({ items, total, ...(warnings !== undefined && { warnings }) });

/** The rows that the drive packed. */
export const rowsOf = (packed: Plain): readonly MediaRow[] => {
  const rows = unpackRows(packed);
  if (rows.ok) return rows.value;
  throw new HmError('defect', rows.error.message);
};
