import { useEventListener, useMutationObserver } from '@vueuse/core';
import type { Ref } from 'vue';

/**
 * Where what has the focus within `root` is removed, the focus goes on instead of being lost: in a list to
 * what stands in its place then, else to the nearest part around it that can have it (`tabindex`).
 */
export const useKeptFocus = (root: Readonly<Ref<HTMLElement | null>>): void => {
  /** What had the focus last, and all around it up to the root. */
  let trail: readonly HTMLElement[] = [];
  /** Its place in its list. */
  let place = 0;

  useEventListener(root, 'focusin', ({ target }) => {
    trail = target instanceof HTMLElement ? trailOf(target, root.value) : [];
    const line = trail.find((element) => element.localName === 'li');
    place = line === undefined ? 0 : [...(line.parentElement?.children ?? [])].indexOf(line);
  });

  useMutationObserver(
    root,
    () => {
      const isLost =
        document.activeElement === document.body && trail[0]?.isConnected === false;
      if (!isLost) return;
      const around = trail.filter((element) => element.isConnected);
      trail = [];
      const home = around.find((element) => element.matches('[tabindex], ul'));
      target(home, place)?.focus({ preventScroll: true });
    },
    { childList: true, subtree: true },
  );
};

const trailOf = (element: HTMLElement, root: HTMLElement | null): readonly HTMLElement[] => {
  const trail = [element];
  for (let at = element; at !== root && at.parentElement !== null; at = at.parentElement)
    trail.push(at.parentElement);
  return trail;
};

const target = (home: HTMLElement | undefined, place: number): HTMLElement | null => {
  if (home?.localName !== 'ul') return home ?? null;
  const line = home.children[Math.min(place, home.children.length - 1)];
  const inLine = line?.querySelector<HTMLElement>('button, a, [tabindex]');
  return inLine ?? home.closest<HTMLElement>('[tabindex]');
};
