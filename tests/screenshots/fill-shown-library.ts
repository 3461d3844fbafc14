import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { drawLibrary } from './draw-library.ts';

const DRAWER = fileURLToPath(new URL('draw-library.ts', import.meta.url));

/** What the bundle of `draw-library.ts` puts on the page. */
interface DrawerWindow extends Window {
  readonly drawer: { readonly drawLibrary: typeof drawLibrary };
}

/** Fills the drive of a page with pictures that it draws itself, by place and time. */
export const fillShownLibrary = async (page: Page): Promise<void> => {
  await page.evaluate(await bundle(DRAWER));
  await page.evaluate(async () => {
    const { drawer } = window as unknown as DrawerWindow;
    const { drive } = window.hm;
    const drawn = await drawer.drawLibrary();
    for (const path of new Set(drawn.map((one) => one.path))) {
      const files = drawn.filter((one) => one.path === path).map(({ file }) => file);
      await drive.importMedia(path, files);
    }
    const { items } = await drive.listMedia('Travel', { recursive: true });
    const loved = items.filter((_, at) => at % 5 === 1).map(({ id }) => id);
    await drive.updateMedia(loved, { addTags: ['favourite'], rating: 5 });
  });
};

/** One script that leaves the module's exports in `drawer`. */
const bundle = async (entry: string): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'drawer' } },
  });
  const [chunk] = Array.isArray(built) ? (built[0]?.output ?? []) : [];
  if (chunk === undefined) throw new Error(`Nothing came of bundling ${entry}.`);
  return chunk.code;
};
