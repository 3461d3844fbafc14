import { type Colour, css, hex, mix } from './colour.ts';
import { type Paper, disc, fillBelow, fillSky, glow, scatterStars } from './paper.ts';
import { roughNoise } from './seeded-random.ts';

/** A sea and what shines over it. */
export interface SeaColours {
  readonly sky: readonly string[];
  readonly light: string;
  readonly deep: string;
  /** How high the sun or moon stands above the horizon, as a share of the picture's height. */
  readonly sunHeight: number;
  readonly hasStars: boolean;
  /** Moves the glitter on the waves, in turns. */
  readonly turn?: number;
}

const HORIZON = 0.56;

/** A calm sea with the light of sun or moon on its waves. */
export const paintSea = (paper: Paper, colours: SeaColours): void => {
  const { ctx, width, height, random } = paper;
  const sky = colours.sky.map(hex);
  const light = hex(colours.light);
  const horizon = height * HORIZON;
  const sun = { x: width * 0.56, y: horizon - height * colours.sunHeight };
  fillSky(paper, sky, 0, horizon);
  if (colours.hasStars) scatterStars(paper, 420, horizon * 0.9);
  ctx.globalCompositeOperation = 'screen';
  glow(paper, { ...sun, radius: height * 0.75 }, light, 0.6);
  glow(paper, { ...sun, radius: height * 0.22 }, light, 0.8);
  ctx.globalCompositeOperation = 'source-over';
  disc(paper, { ...sun, radius: height * 0.05 }, css(mix(light, [255, 255, 255], 0.55)));
  paintClouds(paper, sky.at(-1) ?? light, light, colours.hasStars ? 0.25 : 1);
  paintCoast(paper, mix(sky.at(-1) ?? light, hex(colours.deep), 0.55));
  paintWater(paper, [...sky].reverse(), hex(colours.deep));
  paintWaves(paper, hex(colours.deep), random);
  paintGlitter(paper, sun.x, light, colours.turn ?? 0);
};

const paintClouds = (paper: Paper, under: Colour, light: Colour, strength: number): void => {
  const { ctx, width, height, random } = paper;
  for (let bank = 0; bank < 9; bank++) {
    const y = height * (0.14 + random() * 0.36);
    const middle = random() * width;
    const long = width * (0.12 + random() * 0.25);
    for (let puff = 0; puff < 34; puff++) {
      const x = middle + (random() + random() - 1) * long;
      const radius = height * (0.018 + random() * 0.04);
      ctx.save();
      ctx.translate(x, y + (random() - 0.5) * height * 0.018);
      ctx.scale(3.4, 0.42);
      const colour = mix(under, light, random() * 0.7);
      glow(paper, { x: 0, y: 0, radius }, colour, 0.2 * strength);
      ctx.restore();
    }
  }
};

const paintCoast = (paper: Paper, colour: Colour): void => {
  const { width, height, random } = paper;
  const horizon = height * HORIZON;
  const rough = roughNoise(random, 5);
  for (const [share, tall] of [
    [0.35, 0.055],
    [0, 0.11],
  ] as const) {
    const lineAt = (x: number): number => {
      const slope = Math.max(0, 1 - x / width / (0.34 + share * 0.5));
      return (
        horizon +
        1 -
        slope ** 0.7 * height * (tall + rough((x / height) * 3 + share * 40) * 0.05)
      );
    };
    fillBelow(paper, lineAt, css(colour, 1 - share));
  }
};

const paintWater = (paper: Paper, mirrored: readonly Colour[], deep: Colour): void => {
  const { height } = paper;
  const colours = mirrored.map((colour, n) =>
    mix(colour, deep, 0.25 + (0.6 * n) / Math.max(1, mirrored.length - 1)),
  );
  fillSky(paper, colours, height * HORIZON, height);
};

const paintWaves = (
  { ctx, width, height }: Paper,
  deep: Colour,
  random: () => number,
): void => {
  for (let wave = 0; wave < 900; wave++) {
    const near = random() ** 1.6;
    const y = height * (HORIZON + 0.004 + near * (1 - HORIZON));
    const half = width * (0.01 + near * 0.06) * (0.4 + random());
    ctx.fillStyle = css(
      random() < 0.55 ? deep : [255, 255, 255],
      random() < 0.55 ? 0.11 : 0.035,
    );
    ctx.beginPath();
    ctx.ellipse(
      random() * width,
      y,
      half,
      height * (0.0006 + near * 0.0042),
      0,
      0,
      Math.PI * 2,
    );
    ctx.fill();
  }
};

/** The road of light: short strokes, wider apart and longer towards the beholder. */
const paintGlitter = (
  { ctx, width, height, random }: Paper,
  middle: number,
  light: Colour,
  turn: number,
): void => {
  ctx.globalCompositeOperation = 'lighter';
  for (let stroke = 0; stroke < 620; stroke++) {
    const near = random() ** 1.25;
    const aside = (random() + random() + random() - 1.5) * (0.03 + near * 0.13);
    const phase = random();
    const shine = 0.5 + 0.5 * Math.sin((phase + turn * (0.5 + random())) * Math.PI * 2);
    const y = height * (HORIZON + 0.003 + near * (1 - HORIZON));
    const half = width * (0.003 + near * 0.024) * (0.3 + random());
    ctx.fillStyle = css(light, (0.06 + 0.4 * shine) * (1 - Math.abs(aside) * 3.2));
    ctx.beginPath();
    ctx.ellipse(
      middle + aside * width,
      y,
      half,
      height * (0.0008 + near * 0.0026),
      0,
      0,
      Math.PI * 2,
    );
    ctx.fill();
  }
  ctx.globalCompositeOperation = 'source-over';
};
