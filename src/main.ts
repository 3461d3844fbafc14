/** The page's root: the only file that knows both app and ui. */
import { createHm } from './app/create-hm.ts';
import { readDrop } from './platform/page/drop.ts';
import { readPaste } from './platform/page/paste.ts';
import { pickDirectory, pickFiles } from './platform/page/pickers.ts';
import { installScriptUrlPolicy } from './platform/page/script-urls.ts';
import { registerServiceWorker } from './platform/page/service-worker-client.ts';
import { missingFeatures } from './ui/browser-needs.ts';
import { createMissingUi, createUi, type Ui } from './ui/create-ui.ts';
import type { FileSources } from './ui/ports.ts';

const files: FileSources = {
  canPickDirectory: 'webkitdirectory' in HTMLInputElement.prototype,
  pickFiles: () => pickFiles(),
  pickDirectory: () => pickDirectory(),
  readDrop,
  readPaste,
};

/** Opens the drive and the screens over it. */
const start = (): Ui => {
  // Before the first worker: without it the page's policy refuses every script URL.
  installScriptUrlPolicy();
  const hm = createHm({
    spawnDriveWorker: () =>
      new Worker(new URL('../workers/drive.worker.ts', import.meta.url), { type: 'module' }),
  });
  window.hm = hm;
  return createUi({ hm, files, isServed: () => navigator.serviceWorker.controller !== null });
};

const missing = missingFeatures(window);
const ui = missing.length === 0 ? start() : createMissingUi(missing);
ui.mount('#app');

// The development server serves its modules by itself; a cache before it would only show old ones.
if (import.meta.env.PROD && missing.length === 0)
  void registerServiceWorker({
    onUpdateWaiting: ui.offerUpdate,
    onOfflineReady: () => undefined,
    onDamaged: ui.warnOfDamage,
  });
