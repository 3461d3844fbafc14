import { type Colour, along, css, hex } from './colour.ts';
import {
  type Paper,
  fillBelow,
  fillSky,
  glow,
  plantFirs,
  disc,
  scatterStars,
} from './paper.ts';
import { roughNoise, smoothNoise } from './seeded-random.ts';

/** Curtains of northern light over dark hills. */
export const paintAurora = (paper: Paper): void => {
  const { ctx, height } = paper;
  fillSky(paper, ['#040a1f', '#0a1e3c', '#12405a', '#1c5f66'].map(hex), 0, height);
  scatterStars(paper, 900, height * 0.8);
  ctx.globalCompositeOperation = 'screen';
  for (let curtain = 0; curtain < 4; curtain++) paintCurtain(paper, curtain);
  ctx.globalCompositeOperation = 'source-over';
  paintDarkHills(paper, [0.76, 0.84, 0.92], ['#0c2c38', '#071c27', '#030c14'].map(hex));
};

const CURTAIN = ['#f06bd0', '#7b6cf0', '#2fe0b0', '#5dffa6'].map(hex);

const paintCurtain = (paper: Paper, curtain: number): void => {
  const { ctx, width, height, random } = paper;
  const foot = smoothNoise(random);
  const rays = smoothNoise(random);
  const fine = smoothNoise(random);
  const base = height * (0.4 + curtain * 0.085);
  for (let x = 0; x < width; x += 2) {
    const at = x / height;
    const y = base + foot(at * 1.5 + curtain * 9) * height * 0.17;
    const strength =
      (0.5 + 0.5 * rays(at * 5 + curtain * 17)) ** 1.6 * (0.7 + 0.3 * fine(at * 42));
    const tall = height * (0.2 + 0.26 * strength);
    const gradient = ctx.createLinearGradient(0, y - tall, 0, y + height * 0.03);
    for (const [stop, alpha] of [
      [0, 0],
      [0.35, 0.12],
      [0.7, 0.3],
      [0.9, 0.52],
      [1, 0],
    ] as const)
      gradient.addColorStop(stop, css(along(CURTAIN, stop), alpha * strength));
    ctx.fillStyle = gradient;
    ctx.fillRect(x, y - tall, 2.4, tall + height * 0.03);
  }
};

const paintDarkHills = (
  paper: Paper,
  heights: readonly number[],
  colours: readonly Colour[],
): void => {
  const { height, random } = paper;
  heights.forEach((share, n) => {
    const rough = roughNoise(random, 5);
    const lineAt = (x: number): number =>
      height * share + rough((x / height) * 1.7 + n * 13) * height * 0.13;
    const colour = css(colours[n] ?? [0, 0, 0]);
    plantFirs(
      paper,
      lineAt,
      { tall: height * (0.02 + n * 0.045), apart: height * (0.006 + n * 0.009) },
      colour,
    );
    fillBelow(paper, lineAt, colour);
  });
};

/** The milky way above tall firs. */
export const paintMilkyWay = (paper: Paper): void => {
  const { ctx, width, height, random } = paper;
  fillSky(paper, ['#060818', '#0d1434', '#232a5c', '#6d4a72', '#d98a6a'].map(hex), 0, height);
  ctx.globalCompositeOperation = 'screen';
  const colours = ['#8aa0ff', '#ffd9c2', '#c79bff', '#ffffff'].map(hex);
  for (let cloud = 0; cloud < 620; cloud++) {
    const share = random();
    const spread = (random() + random() + random() - 1.5) * width * 0.2;
    const x = width * (0.08 + share * 0.86) + spread * 0.8;
    const y = height * (0.78 - share * 0.8) + spread * 0.7;
    const radius = width * (0.015 + random() * 0.09);
    glow(paper, { x, y, radius }, along(colours, random()), 0.055);
  }
  scatterStars(paper, 2600, height * 0.95);
  ctx.globalCompositeOperation = 'source-over';
  paintDarkHills(paper, [0.84, 0.9, 0.97], ['#2a2148', '#150f2b', '#070512'].map(hex));
};

/** Lights of a city out of focus. */
export const paintLights = (
  paper: Paper,
  colours: { readonly sky: readonly string[]; readonly lights: readonly string[] },
): void => {
  const { ctx, width, height, random } = paper;
  fillSky(paper, colours.sky.map(hex), 0, height);
  const lights = colours.lights.map(hex);
  const unit = Math.min(width, height);
  ctx.globalCompositeOperation = 'screen';
  for (let haze = 0; haze < 14; haze++) {
    const at = { x: random() * width, y: height * (0.35 + random() * 0.5) };
    glow(paper, { ...at, radius: unit * (0.3 + random() * 0.4) }, along(lights, random()), 0.2);
  }
  for (const [count, size, alpha] of [
    [150, 0.018, 0.34],
    [70, 0.042, 0.24],
    [26, 0.088, 0.15],
  ] as const)
    for (let n = 0; n < count; n++) {
      const drop = (random() + random()) / 2;
      const at = {
        x: random() * width,
        y: height * (0.12 + drop * 0.82),
        radius: unit * size * (0.55 + random() * 0.75),
      };
      paintBokeh(paper, at, along(lights, random()), alpha * (0.45 + random() * 0.8));
    }
  ctx.globalCompositeOperation = 'source-over';
};

/** A point of light out of focus is a disc, a little brighter at its rim. */
const paintBokeh = (
  paper: Paper,
  at: { readonly x: number; readonly y: number; readonly radius: number },
  colour: Colour,
  alpha: number,
): void => {
  const gradient = paper.ctx.createRadialGradient(at.x, at.y, 0, at.x, at.y, at.radius);
  gradient.addColorStop(0, css(colour, alpha * 0.7));
  gradient.addColorStop(0.8, css(colour, alpha * 0.85));
  gradient.addColorStop(0.93, css(colour, alpha * 1.5));
  gradient.addColorStop(1, css(colour, 0));
  disc(paper, at, gradient);
};
