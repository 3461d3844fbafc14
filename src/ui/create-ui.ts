import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { createPinia } from 'pinia';
import { createApp, type App as VueApp } from 'vue';
import App from './App.vue';
import type { MissingFeature } from './shell/browser-needs.ts';
import { THUMBNAIL_CACHE } from './media/useThumbnails.ts';
import { createThumbnailCache } from './media/thumbnail-cache.ts';
import { createTranslations, speak } from './i18n.ts';
import { UI_PORTS, type UiPorts } from './ports.ts';
import { createUiRouter } from './router.ts';
import { useDriveStore } from './shell/drive-store.ts';
import { detailOf } from './base/failure-words.ts';
import { useLanguage } from './base/useLanguage.ts';
import { useToastStore } from './base/toast-store.ts';

/** Thumbnails kept beyond those on screen: a few screens back and forth. */
const SPARE_THUMBNAILS = 600;
const THUMBNAILS_AT_ONCE = 12;

/** The screens, to be mounted once. */
export interface Ui {
  mount(selector: string): void;
  unmount(): void;
  /** Offers the person to reload into a new version of the app. */
  offerUpdate(apply: () => void): void;
  /** Says that what was to be shown is damaged and was held back. */
  warnOfDamage(): void;
}

/** The screens over a drive. */
export const createUi = (ports: UiPorts): Ui => {
  const cache = createThumbnailCache({
    load: (id, size) => ports.hm.drive.thumbnailUrl(id, size),
    spare: SPARE_THUMBNAILS,
    concurrency: THUMBNAILS_AT_ONCE,
  });
  return assemble([], (app) => {
    app.provide(UI_PORTS, ports);
    app.provide(THUMBNAIL_CACHE, cache);
  });
};

/** The one screen that says what this browser lacks; no drive stands behind it. */
export const createMissingUi = (missing: readonly MissingFeature[]): Ui =>
  assemble(missing, () => undefined);

const assemble = (missing: readonly MissingFeature[], provide: (app: VueApp) => void): Ui => {
  const pinia = createPinia();
  const i18n = createTranslations(useLanguage().language.value);
  const app = createApp(App, { missing });
  provide(app);
  app.use(pinia).use(createUiRouter()).use(i18n);

  const say = (text: string): void => {
    app.runWithContext(() => useToastStore(pinia).show('error', text));
  };
  catchDefects(app, (error) => {
    const message = detailOf(error instanceof Error ? error : { message: String(error) });
    say(i18n.global.t('app.defect', { message }));
  });

  return {
    mount: (selector) => {
      // Without the words of the language English is better than nothing.
      void speak(i18n.global, useLanguage().language.value)
        .catch(async (failure: unknown) => {
          await speak(i18n.global, 'en');
          throw failure;
        })
        .finally(() => app.mount(selector));
    },
    unmount: () => {
      app.unmount();
    },
    offerUpdate: (apply) => {
      app.runWithContext(() => {
        useDriveStore(pinia).updateWaiting = apply;
      });
    },
    warnOfDamage: () => {
      say(i18n.global.t('status.damaged'));
    },
  };
};

/** A defect is caught once, here: the person gets a message, the console the stack. */
const catchDefects = (app: VueApp, show: (error: unknown) => void): void => {
  app.config.errorHandler = (error) => {
    console.error(error);
    show(error);
  };
  window.addEventListener('unhandledrejection', (event) => show(event.reason));
};
