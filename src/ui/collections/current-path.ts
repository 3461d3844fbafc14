import type { RouteLocationNormalizedLoaded } from 'vue-router';

/** The path of the collection that is on screen; `''` (the root) on the other screens. */
export const currentPath = (route: RouteLocationNormalizedLoaded): string =>
  [route.params['path'] ?? []].flat().join('/');
