import { shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { isHmError } from '../../core/base/hm-error.ts';
import type { Media } from '../../core/media/media.ts';
import type { ParsedUri } from '../../core/uri/hm-uri.ts';
import { buildFragment } from '../../core/uri/media-fragment.ts';
import { useActs } from '../base/useActs.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useHm } from '../ports.ts';
import { libraryLocation } from '../router.ts';
import { lostParts } from './address.ts';

/** What became of an address that leads nowhere; a key of the locale's `open`. */
export type OpenFailure = 'badAddress' | 'otherDrive' | 'notFound' | 'failed';

/** Opens the address in the route's `uri`: its item in the viewer at its part, or its collection. */
export const useOpenAddress = () => {
  const hm = useHm();
  const route = useRoute();
  const router = useRouter();
  const toasts = useToastStore();
  const { fail } = useActs();
  const { t } = useI18n();
  const failure = shallowRef<OpenFailure | null>(null);
  const address = shallowRef('');

  const open = async (uri: string): Promise<void> => {
    failure.value = null;
    try {
      const parsed = hm.uri.parse(uri);
      const place = await placeOf(parsed);
      if (route.name !== 'open' || address.value !== uri) return;
      await router.replace(place);
      for (const part of lostParts(uri, parsed.fragment))
        toasts.show('info', t('open.lostPart', { part }));
    } catch (error) {
      failure.value = failureOf(error);
      if (failure.value === 'failed') fail(error);
    }
  };

  const placeOf = async (parsed: ParsedUri) => {
    // Without its fragment: a part of a composite is shown within the whole.
    const whole = hm.uri.build({ ...parsed, fragment: null });
    const { media, collection } = await hm.uri.resolve(whole);
    if (media === null) return libraryLocation(collection?.path ?? '');
    const part = parsed.fragment === null ? '' : buildFragment(parsed.fragment);
    return {
      ...libraryLocation(collectionOf(media, parsed)),
      query: { view: media.id, ...(part === '' ? {} : { part }) },
    };
  };

  watch(
    () => (route.name === 'open' ? route.query['uri'] : undefined),
    (uri) => {
      address.value = typeof uri === 'string' ? uri.trim() : '';
      if (address.value !== '') void open(address.value);
    },
    { immediate: true },
  );

  /** Goes to another address; the same one is tried again. */
  const go = async (uri: string): Promise<void> => {
    if (uri === address.value) await open(uri);
    else await router.replace({ name: 'open', query: { uri } });
  };

  return { address, failure, go };
};

/** Where an item is shown: in the collection that the address names, else where it stands. */
const collectionOf = (media: Media, { collection }: ParsedUri): string =>
  collection === '' ? (media.collections[0] ?? '') : collection;

const failureOf = (error: unknown): OpenFailure => {
  if (!isHmError(error)) throw error;
  switch (error.type) {
    case 'bad-uri':
      return 'badAddress';
    case 'unknown-instance':
      return 'otherDrive';
    case 'not-found':
      return 'notFound';
    default:
      return 'failed';
  }
};
