import { createRouter, createWebHashHistory, type Router } from 'vue-router';

/** The addresses of the screens, all behind `#` so that one file serves them offline. */
export const createUiRouter = (): Router =>
  createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', redirect: '/library' },
      {
        path: '/library/:path(.*)*',
        name: 'library',
        component: () => import('./views/LibraryView.vue'),
      },
      {
        path: '/favourites',
        name: 'favourites',
        component: () => import('./views/LibraryView.vue'),
      },
      { path: '/trash', name: 'trash', component: () => import('./views/TrashView.vue') },
      {
        path: '/settings',
        name: 'settings',
        component: () => import('./views/SettingsView.vue'),
      },
      { path: '/:rest(.*)*', redirect: '/library' },
    ],
  });

/** Where the screen of a collection is; the root's path is `''`. */
export const libraryLocation = (path: string) => ({
  name: 'library' as const,
  params: { path: path === '' ? [] : path.split('/') },
});
