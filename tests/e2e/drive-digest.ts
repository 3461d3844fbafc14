import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { ssim } from '../fixtures/media/ssim.ts';

/** A thumbnail as a page gets it. */
interface DigestedThumbnail {
  readonly type: string;
  readonly base64: string;
}

/** One item: everything about it but when it came and how it is called in this drive. */
export interface DigestedItem {
  readonly hash: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Of 128, 256 and 512 pixels; none where it has none. */
  readonly thumbnails: readonly DigestedThumbnail[];
}

/** All items of a drive, by hash. */
export const digestDrive = (page: Page): Promise<readonly DigestedItem[]> =>
  page.evaluate(async () => {
    const { drive } = window.hm;
    const encode = async (blob: Blob) => {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
      return { type: blob.type, base64 };
    };
    const { items } = await drive.listMedia('', { recursive: true });
    const digested: { hash: string; facts: Record<string, unknown>; thumbnails: object[] }[] =
      [];
    for (const { id } of items) {
      const { copies, ...media } = await drive.getMedia(id);
      const thumbnails: object[] = [];
      for (const size of media.noThumbnail === null ? ([128, 256, 512] as const) : [])
        thumbnails.push(await encode(await drive.thumbnail(id, size)));
      const facts = {
        ...media,
        ...{ id: '', createdAt: '', updatedAt: '' },
        copies: copies.map(({ state }) => state),
        raw: await drive.rawMetadata(id),
      };
      digested.push({ hash: media.hash, facts, thumbnails });
    }
    return digested.sort((a, b) => (a.hash < b.hash ? -1 : 1)) as unknown as DigestedItem[];
  });

/** How alike the thumbnails of two drives with the same items are, one by one: 1 where every byte is the same. */
export const likenesses = async (
  one: readonly DigestedItem[],
  other: readonly DigestedItem[],
): Promise<readonly number[]> => {
  const alike: number[] = [];
  for (const [at, { thumbnails }] of one.entries())
    for (const [size, thumbnail] of thumbnails.entries()) {
      const beside = other[at]?.thumbnails[size];
      alike.push(beside === undefined ? 0 : await likeness(thumbnail, beside));
    }
  return alike;
};

const likeness = async (a: DigestedThumbnail, b: DigestedThumbnail): Promise<number> => {
  if (a.base64 === b.base64) return 1;
  const [one, other] = await Promise.all([pixelsOf(a), pixelsOf(b)]);
  return one.width === other.width && one.height === other.height ? ssim(one, other) : 0;
};

const pixelsOf = async ({ base64 }: DigestedThumbnail) => {
  const { data, info } = await sharp(Buffer.from(base64, 'base64'))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
};
