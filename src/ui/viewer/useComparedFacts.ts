import { computed, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import type { Media } from '../../core/media/media.ts';
import { useActs } from '../base/useActs.ts';
import { useFormat } from '../base/useFormat.ts';
import { typeName } from '../media/kinds.ts';
import { useHm } from '../ports.ts';
import { differingFacts, hasMore, type ComparedFact } from './compared-facts.ts';

/** A fact as a side of a comparison says it. */
export interface ShownFact {
  readonly fact: ComparedFact;
  readonly text: string;
  /** More of what more is better of. */
  readonly isMore: boolean;
}

/** What each of two items says that the other does not, by id; nothing until both are read. */
export const useComparedFacts = (ids: () => readonly MediaId[]) => {
  const hm = useHm();
  const { attempt } = useActs();
  const { t } = useI18n();
  const format = useFormat();
  const both = shallowRef<readonly Media[]>([]);

  watch(
    ids,
    async (wanted) => {
      const read = await attempt(() => Promise.all(wanted.map((id) => hm.drive.getMedia(id))));
      if (read !== undefined && ids().join() === wanted.join()) both.value = read;
    },
    { immediate: true },
  );

  /** The day alone tells them apart, or else the time. */
  const takenText = (media: Media, other: Media): string => {
    const { capturedAt: at, capturedOffsetMinutes } = media;
    if (at === null) return t('info.noDate');
    const isOtherDay =
      other.capturedAt === null || format.shortDate(at) !== format.shortDate(other.capturedAt);
    return isOtherDay ? format.shortDate(at) : format.time(at, capturedOffsetMinutes);
  };

  const textOf = (media: Media, other: Media, fact: ComparedFact): string => {
    switch (fact) {
      case 'pixels':
        return media.width === null || media.height === null
          ? t('compare.unknownSize')
          : t('info.pixels', { width: media.width, height: media.height });
      case 'bytes':
        return format.bytes(media.sizeBytes);
      case 'taken':
        return takenText(media, other);
      case 'type':
        return typeName(media);
      case 'camera':
        return media.camera ?? t('compare.unknownCamera');
    }
  };

  return computed<ReadonlyMap<MediaId, readonly ShownFact[]>>(() => {
    const [a, b] = both.value;
    if (a === undefined || b === undefined) return new Map();
    const sayOf = (item: Media, other: Media): readonly ShownFact[] =>
      differingFacts(item, other)
        // What reads alike, as 1.21 and 1.22 MB do, tells nothing.
        .filter((fact) => textOf(item, other, fact) !== textOf(other, item, fact))
        .map((fact) => ({
          fact,
          text: textOf(item, other, fact),
          isMore: hasMore(item, other, fact),
        }));
    return new Map([
      [a.id, sayOf(a, b)],
      [b.id, sayOf(b, a)],
    ]);
  });
};
