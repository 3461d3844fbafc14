import {
  inject,
  onScopeDispose,
  shallowRef,
  watch,
  type InjectionKey,
  type ShallowRef,
} from 'vue';
import { isHmError } from '../../core/base/hm-error.ts';
import type { MediaId } from '../../core/base/ids.ts';
import type { ThumbnailSize } from '../../core/media/media-lab.ts';
import type { ThumbnailCache } from './thumbnail-cache.ts';

export const THUMBNAIL_CACHE: InjectionKey<ThumbnailCache> = Symbol('thumbnail cache');

/** A thumbnail as a component shows it. */
export interface ShownThumbnail {
  /** `null` while it is on its way, or where there is none. */
  readonly url: Readonly<ShallowRef<string | null>>;
  /** The drive's reason where there is none ('heic-undecodable', …), else `null`. */
  readonly reason: Readonly<ShallowRef<string | null>>;
}

/** The thumbnail of an item while this scope lives; another id or size is followed. */
export const useThumbnail = (
  id: () => MediaId | null,
  size: () => ThumbnailSize,
): ShownThumbnail => {
  const cache = inject(THUMBNAIL_CACHE);
  if (cache === undefined)
    throw new Error('The screens were started without a thumbnail cache.');
  const url = shallowRef<string | null>(null);
  const reason = shallowRef<string | null>(null);
  let release = (): void => undefined;

  watch(
    [id, size] as const,
    ([wanted, wantedSize], previous) => {
      release();
      release = () => undefined;
      if (wanted !== previous[0]) url.value = null;
      reason.value = null;
      if (wanted === null) return;
      release = cache.lease(wanted, wantedSize, (got) => {
        if (got.state === 'ready') url.value = got.url;
        else reason.value = reasonOf(got.error);
      });
    },
    { immediate: true },
  );
  onScopeDispose(() => release());
  return { url, reason };
};

/** A thumbnail that fails is never worth a message of its own: the cell says why it shows none. */
const reasonOf = (error: unknown): string => {
  if (!isHmError(error)) return 'unknown';
  const { reason } = error.facts;
  return typeof reason === 'string' ? reason : error.type;
};
