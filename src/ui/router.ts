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
        component: () => import('./library/LibraryView.vue'),
      },
      {
        path: '/favourites',
        name: 'favourites',
        component: () => import('./library/LibraryView.vue'),
      },
      {
        path: '/search',
        name: 'search',
        component: () => import('./library/LibraryView.vue'),
      },
      { path: '/open', name: 'open', component: () => import('./open/OpenView.vue') },
      {
        path: '/incoming',
        name: 'incoming',
        component: () => import('./incoming/IncomingView.vue'),
      },
      {
        path: '/duplicates',
        name: 'duplicates',
        component: () => import('./duplicates/DuplicatesView.vue'),
      },
      {
        path: '/albums',
        name: 'albums',
        component: () => import('./audio/AlbumsView.vue'),
      },
      {
        path: '/albums/:track',
        name: 'album',
        component: () => import('./audio/AlbumView.vue'),
      },
      {
        path: '/history',
        name: 'history',
        component: () => import('./history/HistoryView.vue'),
      },
      { path: '/health', name: 'health', component: () => import('./health/HealthView.vue') },
      { path: '/trash', name: 'trash', component: () => import('./trash/TrashView.vue') },
      {
        path: '/settings',
        name: 'settings',
        component: () => import('./settings/SettingsView.vue'),
      },
      {
        path: '/settings/licences',
        name: 'licences',
        component: () => import('./settings/LicencesView.vue'),
      },
      { path: '/:rest(.*)*', redirect: '/library' },
    ],
  });

/** Where the screen of a collection is; the root's path is `''`. */
export const libraryLocation = (path: string) => ({
  name: 'library' as const,
  params: { path: path === '' ? [] : path.split('/') },
});
