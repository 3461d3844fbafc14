import { readFileSync } from 'node:fs';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { licences } from './scripts/collect-licences.mjs';
import { fileGroups, fileName } from './scripts/file-groups.mjs';
import { bareFfmpeg, signedParts } from './scripts/signed-parts.ts';

/** Engines that have OPFS handles in workers, module workers and `Array.prototype.toSorted`. */
const BROWSERS = ['chrome121', 'firefox121', 'safari17.4'];

/** Scripts and styles; the heavy parts are fetched and kept by the drive itself (src/core/assets). */
const PRECACHED_FILE_BYTES_MAX = 2 * 1024 * 1024;

/** What libraries bring for apps of another kind; each is read by the library of its name. */
const LEFT_OUT = {
  // Components are written by composition, and the words are said by functions of `$t` alone.
  __VUE_OPTIONS_API__: false,
  __VUE_I18N_LEGACY_API__: false,
  __VUE_I18N_FULL_INSTALL__: false,
  // src/ui/messages.ts does it.
  __INTLIFY_DROP_MESSAGE_COMPILER__: true,
  __INTLIFY_PROD_DEVTOOLS__: false,
};

/** Readers of tags come together: what a music library holds is of several kinds. */
const SOUND_IN_ONE = {
  codeSplitting: {
    groups: [{ name: 'music-metadata', test: /[\\/]node_modules[\\/]music-metadata[\\/]/ }],
  },
};

export default defineConfig(({ command }) => ({
  define: command === 'build' ? LEFT_OUT : {},
  plugins: [
    vue(),
    onlyUsedVue(),
    licences(import.meta.dirname),
    signedParts(import.meta.dirname),
    topLevelManifest(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'workers',
      filename: 'service.worker.ts',
      injectRegister: null,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,wasm,svg,png,webmanifest}'],
        globIgnores: ['screenshots/**', 'hm-assets/**'],
        maximumFileSizeToCacheInBytes: PRECACHED_FILE_BYTES_MAX,
        target: BROWSERS,
      },
    }),
  ],
  worker: {
    format: 'es',
    plugins: () => [keptExports(), bareFfmpeg()],
    rolldownOptions: { output: SOUND_IN_ONE },
  },
  build: {
    target: BROWSERS,
    // The content policy allows no `data:` scripts or fetches, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: fileGroups(import.meta.dirname) },
        chunkFileNames: fileName,
      },
    },
  },
  server: { watch: { ignored: ['**/test-results/**', '**/dist/**'] } },
}));

/** Lets the build leave out what nobody uses of Vue: vue-i18n looks up one function in the whole of it. */
function onlyUsedVue(): Plugin {
  const lookUp = 'return Vue[key];';
  return {
    name: 'hm-only-used-vue',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/vue-i18n.mjs')) return null;
      if (!code.includes(lookUp)) this.error('vue-i18n looks Vue up in another way now.');
      return { code: code.replace(lookUp, 'return Vue.getCurrentInstance();'), map: null };
    },
  };
}

/** Lets a page import what is bundled like a worker: Vite would drop what such a bundle exports. */
function keptExports(): Plugin {
  return {
    name: 'hm-kept-exports',
    options: (options) => ({ ...options, preserveEntrySignatures: 'exports-only' }),
  };
}

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
