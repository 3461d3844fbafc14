import { type Colour, along, css } from './colour.ts';

/** What is drawn on, and where its chance comes from. */
export interface Paper {
  readonly ctx: OffscreenCanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly random: () => number;
}

/** Fills from `top` to `bottom` with colours that stand evenly between them. */
export const fillSky = (
  { ctx, width }: Paper,
  colours: readonly Colour[],
  top: number,
  bottom: number,
): void => {
  const gradient = ctx.createLinearGradient(0, top, 0, bottom);
  const steps = 12;
  for (let step = 0; step <= steps; step++)
    gradient.addColorStop(step / steps, css(along(colours, step / steps)));
  ctx.fillStyle = gradient;
  ctx.fillRect(0, top, width, bottom - top);
};

/** A round light that fades to nothing at `radius`. */
export const glow = (
  { ctx }: Paper,
  at: { readonly x: number; readonly y: number; readonly radius: number },
  colour: Colour,
  alpha: number,
): void => {
  const gradient = ctx.createRadialGradient(at.x, at.y, 0, at.x, at.y, at.radius);
  gradient.addColorStop(0, css(colour, alpha));
  gradient.addColorStop(0.25, css(colour, alpha * 0.5));
  gradient.addColorStop(0.6, css(colour, alpha * 0.12));
  gradient.addColorStop(1, css(colour, 0));
  ctx.fillStyle = gradient;
  ctx.fillRect(at.x - at.radius, at.y - at.radius, at.radius * 2, at.radius * 2);
};

/** A full circle. */
export const disc = (
  { ctx }: Paper,
  at: { readonly x: number; readonly y: number; readonly radius: number },
  fill: string | CanvasGradient,
): void => {
  ctx.beginPath();
  ctx.arc(at.x, at.y, at.radius, 0, Math.PI * 2);
  ctx.fillStyle = fill;
  ctx.fill();
};

/** Everything below a line; `lineAt` gives its height for a place across. */
export const fillBelow = (
  { ctx, width, height }: Paper,
  lineAt: (x: number) => number,
  fill: string | CanvasGradient,
): void => {
  ctx.beginPath();
  ctx.moveTo(0, height);
  for (let x = 0; x <= width + 3; x += 3) ctx.lineTo(x, lineAt(x));
  ctx.lineTo(width, height);
  ctx.closePath();
  ctx.fillStyle = fill;
  ctx.fill();
};

/** Stars over the upper part of the picture, few of them bright. */
export const scatterStars = (paper: Paper, count: number, bottom: number): void => {
  const { ctx, width, height, random } = paper;
  const unit = Math.min(width, height) / 1000;
  for (let star = 0; star < count; star++) {
    const light = random() ** 6;
    const at = { x: random() * width, y: random() ** 1.25 * bottom };
    const warm: Colour = random() < 0.25 ? [255, 226, 190] : [226, 236, 255];
    if (light > 0.55)
      glow(paper, { ...at, radius: unit * (8 + light * 14) }, warm, light * 0.6);
    ctx.globalAlpha = 0.25 + light * 0.75;
    disc(paper, { ...at, radius: unit * (0.5 + light * 1.5) }, css(warm));
  }
  ctx.globalAlpha = 1;
};

/** A row of firs that stand on a line. */
export const plantFirs = (
  { ctx, width, random }: Paper,
  lineAt: (x: number) => number,
  firs: { readonly tall: number; readonly apart: number },
  colour: string,
): void => {
  ctx.fillStyle = colour;
  for (let x = -firs.tall; x < width + firs.tall; x += firs.apart * (0.4 + random())) {
    const tall = firs.tall * (0.45 + random() * 0.75);
    const foot = lineAt(x) + tall * 0.12;
    const branches = 7;
    ctx.beginPath();
    ctx.moveTo(x, foot - tall);
    for (let branch = 1; branch <= branches; branch++) {
      const y = foot - tall + (tall * branch) / branches;
      const half = tall * 0.19 * (branch / branches) * (0.85 + random() * 0.3);
      ctx.lineTo(x + half, y);
      ctx.lineTo(x + half * 0.45, y - tall * 0.02);
    }
    for (let branch = branches; branch >= 1; branch--) {
      const y = foot - tall + (tall * branch) / branches;
      const half = tall * 0.19 * (branch / branches) * (0.85 + random() * 0.3);
      ctx.lineTo(x - half * 0.45, y - tall * 0.02);
      ctx.lineTo(x - half, y);
    }
    ctx.closePath();
    ctx.fill();
  }
};

const GRAIN_PIXELS = 192;

/** A film's grain over all of it, which keeps soft gradients from banding. */
export const addGrain = ({ ctx, width, height, random }: Paper, alpha: number): void => {
  const tile = new OffscreenCanvas(GRAIN_PIXELS, GRAIN_PIXELS);
  const on = tile.getContext('2d');
  if (on === null) return;
  const image = on.createImageData(GRAIN_PIXELS, GRAIN_PIXELS);
  for (let at = 0; at < image.data.length; at += 4) {
    const light = 128 + (random() - 0.5) * 255;
    image.data.set([light, light, light, 255], at);
  }
  on.putImageData(image, 0, 0);
  const pattern = ctx.createPattern(tile, 'repeat');
  if (pattern === null) return;
  ctx.save();
  ctx.globalCompositeOperation = 'overlay';
  ctx.globalAlpha = alpha;
  ctx.fillStyle = pattern;
  ctx.fillRect(0, 0, width, height);
  ctx.restore();
};
