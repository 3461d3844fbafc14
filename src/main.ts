/** The page's root: the only file that knows both app and ui. */
import pageDriveScript from '../workers/page-drive.ts?worker&url';
import sampleScript from '../workers/sample.worker.ts?worker&url';
import viewerScript from '../workers/viewer.worker.ts?worker&url';
import { createHm } from './app/create-hm.ts';
import type { InstalledApp } from './app/installed-app.ts';
import { createViewerStudio } from './app/viewer-studio.ts';
import { readDrop } from './platform/page/drop.ts';
import { catchInstallPrompt } from './platform/page/install-prompt.ts';
import { readPaste } from './platform/page/paste.ts';
import { pickDirectory, pickFiles } from './platform/page/pickers.ts';
import {
  canPickExportFolder,
  pickExportFile,
  pickExportFolder,
} from './platform/page/save-pickers.ts';
import { installScriptUrlPolicy } from './platform/page/script-urls.ts';
import { registerServiceWorker } from './platform/page/service-worker-client.ts';
import {
  createThreads,
  type Serve,
  type ServingScript,
} from './platform/worker-pool/threads.ts';
import { missingFeatures } from './ui/shell/browser-needs.ts';
import { createMissingUi, createUi, type Ui } from './ui/create-ui.ts';
import type { FileSources } from './ui/ports.ts';

const files: FileSources = {
  canPickDirectory: 'webkitdirectory' in HTMLInputElement.prototype,
  pickFiles: () => pickFiles(),
  pickDirectory: () => pickDirectory(),
  readDrop,
  readPaste,
};

// The offer to install comes once, and may come before anything else is there.
const install = catchInstallPrompt(window);
let installed: Promise<InstalledApp> | null = null;
const installedApp = (): Promise<InstalledApp> =>
  (installed ??= import('./app/installed-app.ts').then((room) =>
    room.createInstalledApp(install),
  ));

/**
 * What a worker would run, for the page where none starts: a bundle of its own, as a worker's is. As part of
 * the page's bundle it would leave its halves of shared modules in the page's first scripts (5 KiB).
 */
const scriptAt = (url: string) => async (): Promise<Serve> => {
  const script = (await import(/* @vite-ignore */ url)) as ServingScript;
  return script.serve;
};

/** Opens the drive and the screens over it. */
const start = (): Ui => {
  // Before the first worker: without it the page's policy refuses every script URL.
  installScriptUrlPolicy();
  const threads = createThreads((reason) =>
    console.warn('This browser starts no workers.', reason),
  );
  const hm = createHm({
    openDriveThread: () =>
      threads.open(
        () =>
          new Worker(new URL('../workers/drive.worker.ts', import.meta.url), {
            type: 'module',
          }),
        scriptAt(pageDriveScript),
      ),
  });
  window.hm = hm;
  return createUi({
    hm,
    files,
    saving: {
      canPickFolder: canPickExportFolder(),
      pickFolder: () => pickExportFolder(),
      pickFile: (name) => pickExportFile(name),
    },
    isServed: () => navigator.serviceWorker.controller !== null,
    installedApp,
    makeSample: async (words, onMade) => {
      const { makeSample } = await import('./app/sample-maker.ts');
      const { thread } = await threads.open(
        () => new Worker(sampleScript, { type: 'module' }),
        scriptAt(sampleScript),
      );
      return makeSample(thread, words, onMade);
    },
    studio: createViewerStudio(async () => {
      const { thread } = await threads.open(
        () => new Worker(viewerScript, { type: 'module' }),
        scriptAt(viewerScript),
      );
      return thread;
    }),
    spawnLayoutWorker: () =>
      new Worker(new URL('../workers/layout.worker.ts', import.meta.url), { type: 'module' }),
  });
};

const missing = missingFeatures(window);
const ui = missing.length === 0 ? start() : createMissingUi(missing);
ui.mount('#app');

// The development server serves its modules by itself; a cache before it would only show old ones.
if (import.meta.env.PROD && missing.length === 0)
  void registerServiceWorker({
    onUpdateWaiting: ui.offerUpdate,
    onOfflineReady: () => undefined,
    onDamaged: (hash) => {
      ui.warnOfDamage();
      window.hm.integrity.suspect(hash).catch(console.error);
    },
  }).catch((error: unknown) => console.warn('The app does not open offline here.', error));
