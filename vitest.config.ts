import vue from '@vitejs/plugin-vue';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { licences } from './scripts/collect-licences.mjs';
import { signedParts } from './scripts/signed-parts.ts';
import { findCorpus, serveCorpus } from './tests/fixtures/media/corpus.ts';

/** Where Chromium is: HM_CHROMIUM, which `npm test` sets, or where Debian puts it. */
const executablePath = process.env['HM_CHROMIUM'] ?? '/usr/bin/chromium';

/** Quiet, no network of its own; no sandbox, since tests run as root in containers. */
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGPU on the software adapter: real shaders on any machine.
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** Read by property tests; fixed, except in `npm run test:long`, which prints the one that it took. */
const env = { HM_SEED: process.env['HM_SEED'] ?? '20261121' };

/** The development corpus, where it is at hand: pages may read it through the test server. */
const corpus = findCorpus();

/** What the media workers load when they first need it. */
const MEDIA_LIBRARIES = [
  '@ffmpeg/core',
  '@noble/hashes/blake2.js',
  '@xmldom/xmldom',
  'exifreader',
  'hash-wasm',
  'libheif-js/libheif-wasm/libheif.js',
  'mediabunny',
  'music-metadata',
  'thumbhash',
  'utif2',
];

/** What the screens load, some of it late: found in mid-test, each would reload the page. */
const SCREEN_LIBRARIES = ['@vueuse/core', 'pinia', 'reka-ui', 'vue', 'vue-i18n', 'vue-router'];

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [vue()],
        test: {
          name: 'node',
          environment: 'node',
          // Core keeps nothing between calls; to load it anew took a short file longer than its tests.
          isolate: false,
          // They never wait for anything but the processor.
          maxWorkers: '100%',
          include: ['tests/{unit,contract,simulation,host}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts'],
          testTimeout: 60_000,
          env,
        },
      },
      {
        plugins: [
          vue(),
          licences(import.meta.dirname),
          signedParts(import.meta.dirname),
          serveCorpus(corpus),
        ],
        cacheDir: '.cache/vite',
        // Found in workers only, so the scan before the first test misses them and would reload later.
        optimizeDeps: { include: [...MEDIA_LIBRARIES, ...SCREEN_LIBRARIES] },
        test: {
          name: 'chromium',
          provide: { corpus },
          include: ['tests/**/*.browser.test.ts'],
          testTimeout: 60_000,
          // Only what never comes is waited for so long.
          expect: { poll: { timeout: 20_000 } },
          env,
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({ launchOptions: { executablePath, args: CHROMIUM_ARGS } }),
            instances: [{ browser: 'chromium' }],
            screenshotFailures: false,
          },
        },
      },
    ],
  },
});
