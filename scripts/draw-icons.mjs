// Draws public/icons/*.png from the one mark, public/icons/mark.svg, and those of the app's shortcuts from the
// outlines of the screens. Run it after one of these has changed.
import { Buffer } from 'node:buffer';
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

const icons = new URL('../public/icons/', import.meta.url);
const mark = await readFile(new URL('mark.svg', icons), 'utf8');

/** Full bleed, the picture a little smaller: inside the circle that every platform keeps. */
const maskable = mark
  .replace('rx="116" ', '')
  .replace('translate(-19 0)', 'translate(256 256) scale(.9) translate(-275 -256)');

/** Only the alpha channel counts: the platform chooses the colour. */
const monochrome = mark.replace(/<rect[^>]*>/, '').replace(/fill="#[0-9a-f]+"/g, 'fill="#fff"');

await draw('icon-192.png', mark, 192);
await draw('icon-512.png', mark, 512);
await draw('maskable-512.png', maskable, 512);
await draw('monochrome-512.png', monochrome, 512);

/** What the manifest's shortcuts show, by the name of an outline. */
const SHORTCUTS = { import: 'plus', favourites: 'heart', health: 'pulse', search: 'search' };
const outlines = await readFile(new URL('../src/ui/base/icons.ts', import.meta.url), 'utf8');
for (const [shortcut, outline] of Object.entries(SHORTCUTS)) {
  const path = new RegExp(`^  '?${outline}'?:\\s+'([^']+)'`, 'm').exec(outlines)?.[1];
  if (path) await draw(`shortcut-${shortcut}-96.png`, shortcutIcon(path), 96);
}

function shortcutIcon(path) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><circle cx="24" cy="24" r="24" fill="#1a63d6"/><path transform="translate(12 12)" d="${path}" fill="none" stroke="#fff" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
}

async function draw(name, svg, sizePx) {
  const png = await sharp(Buffer.from(svg), { density: 144 })
    .resize(sizePx, sizePx)
    .png({ compressionLevel: 9 })
    .toBuffer();
  await writeFile(new URL(name, icons), png);
  console.log(`${name}: ${png.length} bytes`);
}
