import { existsSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { SHARE_PATH } from '../../../src/app/take-share.ts';
import { DEFAULT_CONFIG } from '../../../src/core/config/config.ts';

interface Picture {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly form_factor?: string;
  readonly label?: string;
}
interface Manifest {
  readonly icons: readonly Picture[];
  readonly screenshots?: readonly Picture[];
  readonly shortcuts: readonly { readonly url: string; readonly icons: readonly Picture[] }[];
  readonly share_target: {
    readonly action: string;
    readonly params: { readonly files: readonly { readonly accept: readonly string[] }[] };
  };
  readonly file_handlers: readonly {
    readonly action: string;
    readonly accept: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly protocol_handlers: readonly { readonly protocol: string; readonly url: string }[];
  readonly theme_color: string;
  readonly background_color: string;
}

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('manifest.webmanifest')) as Manifest;
const pictures = [
  ...manifest.icons,
  ...(manifest.screenshots ?? []),
  ...manifest.shortcuts.flatMap(({ icons }) => icons),
];

describe('the manifest', () => {
  it.each(pictures)('names $src, which exists with the size that it says', async (picture) => {
    const file = new URL(`../../../public${picture.src}`, import.meta.url);
    expect(existsSync(file)).toBe(true);
    if (picture.sizes === 'any') return;
    const { width, height, format } = await sharp(readFileSync(file)).metadata();
    expect(picture.sizes).toBe(`${width}x${height}`);
    expect(picture.type).toBe(`image/${format}`);
  });

  it('has an icon for each use, and no other app is preferred', () => {
    const raw = read('manifest.webmanifest');
    for (const purpose of ['any', 'maskable', 'monochrome'])
      expect(raw).toContain(`"purpose": "${purpose}"`);
    expect(raw).not.toContain('related_applications');
  });

  it('leads only to screens that exist', () => {
    const screens = [...read('src/ui/router.ts').matchAll(/path: '\/([a-z]+)/g)].map(
      ([, name]) => name,
    );
    expect(screens).toContain('library');
    const urls = [
      ...manifest.shortcuts.map(({ url }) => url),
      ...manifest.file_handlers.map(({ action }) => action),
      ...manifest.protocol_handlers.map(({ url }) => url),
    ];
    for (const url of urls) expect(screens).toContain(/^\/#\/([a-z]+)/.exec(url)?.[1]);
  });

  it('opens the same extensions as the settings, and takes shares of them', () => {
    const opened = manifest.file_handlers.flatMap(({ accept }) => Object.values(accept).flat());
    const { images, videos, audio } = DEFAULT_CONFIG.media.supportedFormats;
    for (const extension of [...images, ...videos, ...audio])
      expect(opened).toContain(`.${extension}`);
    const shared = manifest.share_target.params.files[0]?.accept ?? [];
    for (const extension of opened) expect(shared).toContain(extension);
    expect(manifest.share_target.action).toBe(SHARE_PATH);
  });

  it('has the colours of the page, and so has the page before its styles are there', () => {
    const surface = /--surface: light-dark\((#\w+), (#\w+)\)/.exec(
      read('src/ui/styles/tokens.css'),
    );
    const [, light, dark] = surface ?? [];
    expect(manifest).toMatchObject({ theme_color: light, background_color: light });
    expect(read('index.html')).toContain(
      `content="${light}" media="(prefers-color-scheme: light)"`,
    );
    expect(read('index.html')).toContain(
      `content="${dark}" media="(prefers-color-scheme: dark)"`,
    );
  });
});
