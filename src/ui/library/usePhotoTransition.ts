import { useEventListener } from '@vueuse/core';
import { nextTick } from 'vue';
import { useImportsStore } from '../imports/imports-store.ts';

/** What the viewer calls the picture on its stage. */
const NAME = 'stage-picture';
const ON_STAGE = '.viewer .transit';
/** Renderings that a viewer needs to be there, measured. */
const MOST_TICKS = 6;

/**
 * The opened photo grows out of its cell, and goes back into it: by a view transition, where the browser has
 * them and a person wants motion. Keys never wait for one, since what they mean next is another screen's.
 */
export const usePhotoTransition = () => {
  const imports = useImportsStore();
  let isByKey = false;
  useEventListener(window, 'keydown', () => (isByKey = true), { capture: true });
  useEventListener(window, 'pointerdown', () => (isByKey = false), { capture: true });

  const isWanted = (): boolean =>
    'startViewTransition' in document &&
    !isByKey &&
    imports.active.length === 0 &&
    !matchMedia('(prefers-reduced-motion: reduce)').matches;

  /** Runs `open`, which brings the viewer up, with the picture of item `index` growing into its stage. */
  const grow = async (index: number, open: () => Promise<unknown>): Promise<void> => {
    const cell = isWanted() ? pictureOf(index) : null;
    if (cell === null) {
      await open();
      return;
    }
    nameIt(cell, NAME);
    await done(
      document.startViewTransition(async () => {
        nameIt(cell, '');
        await open();
        for (let tick = 0; tick < MOST_TICKS && !isOnStage(); tick++) await nextTick();
      }),
    );
  };

  /** Runs `close`, which brings the cells back, with the picture on stage going into that of item `index`. */
  const shrink = async (index: number, close: () => Promise<unknown>): Promise<void> => {
    if (!isWanted() || !isOnStage()) {
      await close();
      return;
    }
    let cell: HTMLElement | null = null;
    await done(
      document.startViewTransition(async () => {
        await close();
        cell = pictureOf(index);
        nameIt(cell, NAME);
      }),
    );
    nameIt(cell, '');
  };

  return { grow, shrink };
};

const pictureOf = (index: number): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-index="${index}"] .picture`);

const isOnStage = (): boolean =>
  (document.querySelector(ON_STAGE)?.getBoundingClientRect().width ?? 0) > 0;

const nameIt = (cell: HTMLElement | null, name: string): void => {
  if (cell !== null) cell.style.viewTransitionName = name;
};

/** Resolves once nothing moves any more; one that another overtook, or a hidden page, has just not moved. */
const done = async (transition: ViewTransition): Promise<void> => {
  await transition.updateCallbackDone;
  await Promise.allSettled([transition.ready, transition.finished]);
};
