/** The share target: what the service worker does with files and texts that another app hands over. */
import {
  batchId,
  countAdmitted,
  SHARE_LIMITS,
  type SharedBatch,
} from '../core/imports/shared-batch.ts';

/** Where the manifest's `share_target` sends a POST. */
export const SHARE_PATH = '/share';

/** Why a share was not taken, as the screen that follows reads it from its address. */
export type ShareRefusal = 'full' | 'no-room' | 'empty' | 'foreign' | 'unreadable';

/** Where shares wait. */
export interface ShareParking {
  /** How many wait now. */
  count(): Promise<number>;
  /** Keeps a batch with its files, in the same order; rejects where there is no room, nothing being kept. */
  park(batch: SharedBatch, files: readonly File[]): Promise<void>;
}

/** What the answers are made from. */
export interface ShareParts {
  readonly parking: ShareParking;
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Any 32-bit whole number. */
  readonly random: () => number;
  /** Told once a batch waits. */
  readonly onParked: () => void;
  /** Hears of what nobody expected; the person gets a screen all the same. */
  readonly onDefect: (error: unknown) => void;
}

/**
 * Answers the POST of a share with the way to the screen that shows what came. Nothing is imported
 * here, and nothing of it is parsed: a person looks at it and decides.
 */
export const createShareTarget =
  (parts: ShareParts) =>
  async (request: Request): Promise<Response> => {
    const refusal = await take(parts, request);
    if (refusal === null) parts.onParked();
    const query = refusal === null ? '' : `?refused=${refusal}`;
    return Response.redirect(`${parts.origin}/#/incoming${query}`, 303);
  };

const take = async (parts: ShareParts, request: Request): Promise<ShareRefusal | null> => {
  // Any page may send a form here. One that says where it comes from is refused; every other is only shown.
  if (isForeign(request.referrer, parts.origin)) return 'foreign';
  if ((await parts.parking.count()) >= SHARE_LIMITS.batches) return 'full';
  const form = await request.formData().catch(notAForm);
  if (form === null) return 'unreadable';
  const { batch, files } = readForm(form, parts);
  const isEmpty =
    files.length + batch.leftOut === 0 && batch.title + batch.text + batch.url === '';
  if (isEmpty) return 'empty';
  try {
    await parts.parking.park(batch, files);
    return null;
  } catch (error) {
    parts.onDefect(error);
    return 'no-room';
  }
};

/** A body of another kind, or one that was cut off. */
const notAForm = (error: unknown): null => {
  if (error instanceof TypeError) return null;
  throw error;
};

/** An app that shares has no page that it comes from; a form of this origin is a test or a person's own. */
const isForeign = (referrer: string, origin: string): boolean =>
  referrer !== '' && referrer !== 'about:client' && URL.parse(referrer)?.origin !== origin;

const readForm = (
  form: FormData,
  { now, random }: ShareParts,
): { readonly batch: SharedBatch; readonly files: readonly File[] } => {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.slice(0, SHARE_LIMITS.text) : '';
  };
  const sent = form.getAll('files').filter(isChosenFile);
  const files = sent.slice(0, countAdmitted(sent.map((file) => file.size)));
  const nowMs = now();
  const batch: SharedBatch = {
    id: batchId(nowMs, random()),
    receivedAt: new Date(nowMs).toISOString(),
    title: text('title'),
    text: text('text'),
    url: text('url'),
    files: files.map((file) => ({ name: shortName(file.name), sizeBytes: file.size })),
    leftOut: sent.length - files.length,
    state: 'waiting',
  };
  return { batch, files };
};

/** A file field that is left empty is sent as a file without a name and bytes. */
const isChosenFile = (value: FormDataEntryValue): value is File =>
  value instanceof File && (value.name !== '' || value.size > 0);

/** The last characters keep the extension. */
const shortName = (name: string): string => name.slice(-SHARE_LIMITS.name);
