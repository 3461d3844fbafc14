/**
 * Draws the pictures of the library that is shown, with the painters of the sample and other colours and
 * seeds. Runs in a page: `take-screenshots.ts` bundles it. The same pictures each time.
 */
import { exifBytes } from '../../src/platform/sample/exif-bytes.ts';
import { paintDunes, paintHills } from '../../src/platform/sample/paint-land.ts';
import {
  paintAurora,
  paintLights,
  paintMilkyWay,
} from '../../src/platform/sample/paint-night.ts';
import { paintSea } from '../../src/platform/sample/paint-sea.ts';
import {
  paintBloom,
  paintMeadow,
  paintPaperWaves,
} from '../../src/platform/sample/paint-shapes.ts';
import { addGrain, type Paper } from '../../src/platform/sample/paper.ts';
import { withJpegMetadata } from '../../src/platform/sample/picture-metadata.ts';
import { seededRandom } from '../../src/platform/sample/seeded-random.ts';
import { xmpText } from '../../src/platform/sample/xmp-text.ts';

type Painter = (paper: Paper) => void;

/** A picture to be drawn, in pixels. */
interface Picture {
  readonly paint: Painter;
  readonly width: number;
  readonly height: number;
}

const wide = (paint: Painter): Picture => ({ paint, width: 1500, height: 1000 });
const broad = (paint: Painter): Picture => ({ paint, width: 1900, height: 860 });
const tall = (paint: Painter): Picture => ({ paint, width: 900, height: 1200 });
const square = (paint: Painter): Picture => ({ paint, width: 1100, height: 1100 });

const inColours =
  <Colours>(paint: (paper: Paper, colours: Colours) => void, colours: Colours): Painter =>
  (paper) =>
    paint(paper, colours);

const mistyHills = inColours(paintHills, {
  ...{ sky: ['#6f9cc0', '#b9d2da', '#f3ead4'], light: '#fff0cf' },
  ...{ far: '#9bb6bf', near: '#1d3a34' },
});
const eveningHills = inColours(paintHills, {
  ...{ sky: ['#3a2a5c', '#a3567f', '#f0a078'], light: '#ffd0a0' },
  ...{ far: '#b9748c', near: '#20122e' },
});
const greenHills = inColours(paintHills, {
  ...{ sky: ['#8fc0d8', '#d5e7e2', '#fbf6e8'], light: '#ffffff' },
  ...{ far: '#a9c9bf', near: '#24503f' },
});
const goldenHills = inColours(paintHills, {
  ...{ sky: ['#f0a860', '#f6c98c', '#fce9c8'], light: '#fff3d8' },
  ...{ far: '#d9a06a', near: '#4a2418' },
});
const blueHills = inColours(paintHills, {
  ...{ sky: ['#1b2c50', '#4d6b96', '#b7c4d4'], light: '#e8edf6' },
  ...{ far: '#7d93b0', near: '#0d1a30' },
});
const dunes = inColours(paintDunes, {
  ...{ sky: ['#5b93bd', '#a9c8cf', '#f3dcb4'], light: '#ffe0a8' },
  ...{ far: '#e2a468', near: '#5a2a18' },
});
const daySea = inColours(paintSea, {
  ...{ sky: ['#5aa0d0', '#a8d4e4', '#f4efdc'], light: '#fff6d8', deep: '#1f6a86' },
  ...{ sunHeight: 0.26, hasStars: false },
});
const eveningSea = inColours(paintSea, {
  ...{ sky: ['#3b2f66', '#b0608a', '#f6a878'], light: '#ffd49a', deep: '#2a2350' },
  ...{ sunHeight: 0.08, hasStars: false },
});
const nightSea = inColours(paintSea, {
  ...{ sky: ['#07142c', '#163457', '#3d6a86'], light: '#d8e8ff', deep: '#05101f' },
  ...{ sunHeight: 0.3, hasStars: true },
});
const lights = inColours(paintLights, {
  sky: ['#0a0d20', '#1a1838', '#33203f', '#150f20'],
  lights: ['#ffb45a', '#ff8050', '#ffe09a', '#78b0ff', '#ff6080'],
});
const waves = inColours(paintPaperWaves, [
  '#e8f4f0',
  '#a8d8cf',
  '#5fb0b0',
  '#2f7f92',
  '#10294a',
]);
const bloom: Painter = (paper) => {
  paper.ctx.fillStyle = '#f3ece4';
  paper.ctx.fillRect(0, 0, paper.width, paper.height);
  paintBloom(paper, ['#c8553d', '#f28f6b', '#ffc9a0', '#ffeccf']);
};

/** Collections with the day on which their first picture was taken; the others were taken before it. */
const PLACES = [
  {
    path: 'Travel/Lake Maggiore',
    day: '2026-10-14',
    name: 'Maggiore',
    tags: ['lake', 'autumn'],
    pictures: [
      wide(mistyHills),
      tall(daySea),
      broad(eveningHills),
      wide(eveningSea),
      square(blueHills),
      tall(lights),
      wide(greenHills),
      wide(nightSea),
      wide(goldenHills),
      tall(paintMilkyWay),
      broad(mistyHills),
    ],
  },
  {
    path: 'Travel/Lisbon',
    day: '2026-06-05',
    name: 'Lisbon',
    tags: ['city'],
    pictures: [
      wide(daySea),
      square(lights),
      wide(dunes),
      tall(eveningSea),
      broad(nightSea),
      wide(goldenHills),
    ],
  },
  {
    path: 'Garden',
    day: '2026-03-21',
    name: 'Garden',
    tags: ['flowers'],
    pictures: [wide(paintMeadow), square(bloom), tall(paintMeadow), wide(greenHills)],
  },
  {
    path: 'Studio',
    day: '2025-12-08',
    name: 'Study',
    tags: ['pattern'],
    pictures: [wide(waves), tall(bloom), wide(paintAurora), broad(lights)],
  },
] as const;

/** A file of the library, and the collection that it belongs to. */
export interface DrawnFile {
  readonly path: string;
  readonly file: File;
}

/** Draws them all, one after the other. */
export const drawLibrary = async (): Promise<readonly DrawnFile[]> => {
  const files: DrawnFile[] = [];
  for (const { path, day, name, tags, pictures } of PLACES)
    for (const [at, picture] of pictures.entries()) {
      const title = `${name} ${String(at + 1).padStart(2, '0')}`;
      const bytes = await drawPicture(picture, {
        seed: files.length * 17 + 301,
        taken: new Date(Date.parse(`${day}T17:20:00Z`) - at * 5.3 * 3_600_000),
        title,
        tags,
      });
      files.push({ path, file: new File([bytes], `${title}.jpg`, { type: 'image/jpeg' }) });
    }
  return files;
};

interface Facts {
  readonly seed: number;
  readonly taken: Date;
  readonly title: string;
  readonly tags: readonly string[];
}

const drawPicture = async (
  { paint, width, height }: Picture,
  { seed, taken, title, tags }: Facts,
): Promise<Uint8Array<ArrayBuffer>> => {
  const canvas = new OffscreenCanvas(width, height);
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('This browser draws nothing.');
  const paper: Paper = { ctx, width, height, random: seededRandom(seed) };
  paint(paper);
  addGrain(paper, 0.06);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 });
  const exifTime = taken.toISOString().slice(0, 19).replace(/-/g, ':').replace('T', ' ');
  return withJpegMetadata(new Uint8Array(await blob.arrayBuffer()), {
    exif: exifBytes({ taken: exifTime, place: null, make: 'HM Drive', model: 'Sample' }),
    xmp: xmpText({ title, tags, rating: null }),
  });
};
