import { computed, shallowRef, watch } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { useHm } from '../ports.ts';
import { mediaToRow } from './media-to-row.ts';

/** The film of a live photo is hardly longer than this. */
const LIVE_SECONDS_MAX = 6;

/**
 * The parts of a composite on stage (live photo, RAW + JPEG, burst), the one of the grid first; none for a
 * plain item. `component` counts from 1, as links do.
 */
export const useParts = (
  item: () => MediaRow | undefined,
  linked: () => number | null,
  onNoPart: (count: number) => void,
) => {
  const hm = useHm();
  const parts = shallowRef<readonly MediaRow[]>([]);
  const component = shallowRef(1);

  const load = async (row: MediaRow): Promise<void> => {
    const isStill = (): boolean => item()?.id === row.id;
    const { components } = await hm.drive.getMedia(row.id);
    const found = components.length < 2 ? [] : await Promise.all(components.map(partOf));
    if (!isStill()) return;
    parts.value = found.flatMap((part) => part ?? []);
    const wanted = linked();
    if (wanted === null) return;
    if (wanted <= Math.max(1, parts.value.length)) component.value = wanted;
    else onNoPart(parts.value.length);
  };

  /** A part that is gone meanwhile is passed over. */
  const partOf = async (id: MediaId): Promise<MediaRow | null> => {
    try {
      return mediaToRow(await hm.drive.getMedia(id));
    } catch (error) {
      if (isHmError(error)) return null;
      throw error;
    }
  };

  watch(
    [() => item()?.id, linked] as const,
    () => {
      parts.value = [];
      component.value = 1;
      const row = item();
      if (row === undefined) return;
      // The viewer goes on without parts where the drive cannot be asked.
      load(row).catch((error: unknown) => {
        if (!isHmError(error)) throw error;
      });
    },
    { immediate: true },
  );

  const shown = computed(() => parts.value[component.value - 1] ?? item());
  return {
    parts,
    component,
    /** What is on stage: the chosen part. */
    shown,
    /** The film of a live photo while its picture is on stage. */
    liveFilm: computed(() =>
      shown.value?.kind === 'photo'
        ? parts.value.find(
            ({ kind, durationSeconds }) =>
              kind === 'video' && (durationSeconds ?? 0) <= LIVE_SECONDS_MAX,
          )
        : undefined,
    ),
  };
};
