import { shallowRef } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaFragment, Region } from '../../core/uri/media-fragment.ts';
import { useMediaLinks } from './useMediaLinks.ts';

/** What links are made of. */
export interface PartLinksInput {
  id(): MediaId;
  /** Which part is on stage, from 1. */
  component(): number;
  /** Where a film or a song stands, `null` for others. */
  seconds(): number | null;
  /** The box is drawn, or was given up. */
  picked(): void;
}

/** Links to what is on stage: all of it, this moment, a region that is drawn first. */
export const usePartLinks = (input: PartLinksInput) => {
  const links = useMediaLinks();
  const isPicking = shallowRef(false);

  const copy = (fragment: MediaFragment): void => {
    const component = input.component();
    const part = component > 1 ? { ...fragment, component } : fragment;
    void links.copyLink(input.id(), Object.keys(part).length === 0 ? null : part);
  };
  const stopPicking = (): void => {
    isPicking.value = false;
    input.picked();
  };

  return {
    isPicking,
    copyLink: () => copy({}),
    copyTime: () => copy({ t: [Math.floor((input.seconds() ?? 0) * 10) / 10, null] }),
    pick: () => (isPicking.value = true),
    copyRegion: (xywh: Region) => {
      stopPicking();
      copy({ xywh });
    },
    stopPicking,
  };
};
