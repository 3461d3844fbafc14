import { readFileSync } from 'node:fs';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** Engines that have OPFS handles in workers, module workers and `Array.prototype.toSorted`. */
const BROWSERS = ['chrome121', 'firefox121', 'safari17.4'];

/** What a person needs offline must fit; the codecs (2 MB of libheif) do, a 32 MB ffmpeg does not. */
const PRECACHED_FILE_BYTES_MAX = 8 * 1024 * 1024;

export default defineConfig({
  plugins: [
    vue(),
    topLevelManifest(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'workers',
      filename: 'service.worker.ts',
      injectRegister: null,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,wasm,svg,png,webmanifest}'],
        globIgnores: ['screenshots/**'],
        maximumFileSizeToCacheInBytes: PRECACHED_FILE_BYTES_MAX,
        target: BROWSERS,
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    target: BROWSERS,
    // The content policy allows no `data:` scripts or fetches, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Read by the size check in scripts/.
    manifest: true,
  },
  server: { watch: { ignored: ['**/test-results/**', '**/dist/**'] } },
});

/** Puts the manifest, which stands at the top of the project, at the top of the built app. */
function topLevelManifest(): Plugin {
  return {
    name: 'hm-top-level-manifest',
    apply: 'build',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'manifest.webmanifest',
        source: readFileSync(new URL('manifest.webmanifest', import.meta.url)),
      });
    },
  };
}
