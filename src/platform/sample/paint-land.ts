import { type Colour, along, css, hex, mix } from './colour.ts';
import { type Paper, fillBelow, fillSky, glow, disc, plantFirs } from './paper.ts';
import { roughNoise, smoothNoise } from './seeded-random.ts';

/** Colours of a landscape: the sky from top to horizon, the light in it, the land from far to near. */
export interface LandColours {
  readonly sky: readonly string[];
  readonly light: string;
  readonly far: string;
  readonly near: string;
}

/** Hills behind hills with mist between them, the nearest wooded. */
export const paintHills = (paper: Paper, colours: LandColours): void => {
  const { width, height, random } = paper;
  const sky = colours.sky.map(hex);
  const light = hex(colours.light);
  const horizon = sky.at(-1) ?? light;
  fillSky(paper, sky, 0, height * 0.72);
  fillSky(paper, [horizon, horizon], height * 0.72, height);
  paintSun(paper, light, { x: width * (0.3 + random() * 0.4), y: height * 0.4 });
  const layers = 7;
  for (let layer = 0; layer < layers; layer++) {
    const depth = layer / (layers - 1);
    const rough = roughNoise(random, 5);
    const lineAt = (x: number): number =>
      height * (0.46 + depth * 0.42) +
      rough((x / height) * (2.1 - depth * 0.9) + layer * 31) * height * (0.2 - depth * 0.06);
    const colour = mix(hex(colours.far), hex(colours.near), depth ** 1.15);
    const mist = mix(mix(colour, horizon, 0.82 * (1 - depth * 0.75)), light, 0.06);
    if (depth > 0.45)
      plantFirs(
        paper,
        lineAt,
        {
          tall: height * (0.016 + depth ** 3 * 0.095),
          apart: height * (0.005 + depth ** 2 * 0.016),
        },
        css(colour),
      );
    fillBelow(paper, lineAt, fadeDown(paper, lineAt, colour, mist));
  }
};

const paintSun = (
  paper: Paper,
  light: Colour,
  at: { readonly x: number; readonly y: number },
): void => {
  const { ctx, height } = paper;
  ctx.globalCompositeOperation = 'screen';
  glow(paper, { ...at, radius: height * 0.85 }, light, 0.55);
  glow(paper, { ...at, radius: height * 0.3 }, light, 0.7);
  ctx.globalCompositeOperation = 'source-over';
  disc(paper, { ...at, radius: height * 0.034 }, css(mix(light, [255, 255, 255], 0.6)));
};

/** Its own colour at the ridge, mist in the valley. */
const fadeDown = (
  { ctx, width, height }: Paper,
  lineAt: (x: number) => number,
  colour: Colour,
  mist: Colour,
): CanvasGradient => {
  const samples = Array.from({ length: 24 }, (_, n) => lineAt((n / 23) * width));
  const top = Math.min(...samples);
  const gradient = ctx.createLinearGradient(0, top, 0, top + height * 0.32);
  gradient.addColorStop(0, css(colour));
  gradient.addColorStop(0.45, css(mix(colour, mist, 0.45)));
  gradient.addColorStop(1, css(mist));
  return gradient;
};

/** Dunes: long curves, each with a lit and a shaded side. */
export const paintDunes = (paper: Paper, colours: LandColours): void => {
  const { ctx, width, height, random } = paper;
  const sky = colours.sky.map(hex);
  fillSky(paper, sky, 0, height * 0.55);
  ctx.globalCompositeOperation = 'screen';
  glow(
    paper,
    { x: width * 0.74, y: height * 0.3, radius: height * 0.7 },
    hex(colours.light),
    0.8,
  );
  ctx.globalCompositeOperation = 'source-over';
  disc(
    paper,
    { x: width * 0.74, y: height * 0.3, radius: height * 0.045 },
    css([255, 250, 235]),
  );
  const layers = 6;
  for (let layer = 0; layer < layers; layer++) {
    const depth = layer / (layers - 1);
    const line = smoothNoise(random);
    const shift = random() * 20;
    const lineAt = (x: number): number =>
      height * (0.5 + depth * 0.38) +
      line((x / height) * (1.35 - depth * 0.55) + shift) * height * (0.05 + depth * 0.1);
    const lit = along(
      [hex(colours.far), hex(colours.light), hex(colours.far)],
      0.2 + depth * 0.5,
    );
    const dark = mix(hex(colours.far), hex(colours.near), 0.35 + depth * 0.65);
    const gradient = ctx.createLinearGradient(
      0,
      height * 0.45,
      0,
      height * (0.72 + depth * 0.4),
    );
    gradient.addColorStop(0, css(lit));
    gradient.addColorStop(1, css(mix(lit, dark, 0.8)));
    fillBelow(paper, lineAt, gradient);
    shadeSide(paper, lineAt, dark, 0.75);
  }
};

/** The side away from the light: below the crest where it falls to the left. */
const shadeSide = (
  { ctx, width, height }: Paper,
  lineAt: (x: number) => number,
  dark: Colour,
  alpha: number,
): void => {
  for (let x = 0; x < width; x += 2) {
    const slope = (lineAt(x + 6) - lineAt(x - 6)) / 12;
    const share = Math.min(1, Math.max(0, -slope * 5));
    if (share <= 0) continue;
    const top = lineAt(x);
    const reach = height * 0.2 * share;
    const gradient = ctx.createLinearGradient(0, top, 0, top + reach);
    gradient.addColorStop(0, css(dark, alpha * share));
    gradient.addColorStop(1, css(dark, 0));
    ctx.fillStyle = gradient;
    ctx.fillRect(x, top, 2, reach);
  }
};
