import { type Colour, along, css, hex, mix } from './colour.ts';
import { type Paper, disc, fillBelow, fillSky, glow } from './paper.ts';
import { smoothNoise } from './seeded-random.ts';

/** Waves cut from paper, each throwing a soft shadow on the one below. */
export const paintPaperWaves = (paper: Paper, colours: readonly string[]): void => {
  const { ctx, width, height, random } = paper;
  const sheets = colours.map(hex);
  fillSky(paper, [sheets[0] ?? [255, 255, 255], sheets[1] ?? [255, 255, 255]], 0, height);
  const count = 9;
  ctx.save();
  ctx.shadowColor = 'rgba(10, 8, 30, 0.42)';
  ctx.shadowBlur = height * 0.03;
  ctx.shadowOffsetY = -height * 0.006;
  for (let sheet = 0; sheet < count; sheet++) {
    const share = sheet / (count - 1);
    const line = smoothNoise(random);
    const shift = random() * 30;
    const lineAt = (x: number): number =>
      height * (0.14 + share * 0.74) +
      line((x / height) * (0.9 + random() * 0) + shift) * height * 0.13 +
      (x / width - 0.5) * height * 0.1 * (sheet % 2 === 0 ? 1 : -1);
    const colour = along(sheets, share);
    const gradient = ctx.createLinearGradient(0, 0, width, height * 0.3);
    gradient.addColorStop(0, css(mix(colour, [255, 255, 255], 0.1)));
    gradient.addColorStop(1, css(mix(colour, [20, 10, 50], 0.12)));
    fillBelow(paper, lineAt, gradient);
  }
  ctx.restore();
};

/** Rings of translucent circles: a rosette. */
export const paintRosette = (
  paper: Paper,
  ground: string,
  colours: readonly string[],
): void => {
  const { ctx, width, height } = paper;
  const row = colours.map(hex);
  ctx.fillStyle = ground;
  ctx.fillRect(0, 0, width, height);
  const unit = Math.min(width, height);
  glow(
    paper,
    { x: width / 2, y: height / 2, radius: unit * 0.75 },
    row[1] ?? [255, 255, 255],
    0.3,
  );
  ctx.save();
  ctx.translate(width / 2, height / 2);
  ctx.globalCompositeOperation = 'screen';
  for (const [ring, count, reach, size] of [
    [0, 12, 0.1, 0.13],
    [1, 18, 0.19, 0.16],
    [2, 24, 0.29, 0.15],
    [3, 36, 0.38, 0.08],
  ] as const)
    for (let petal = 0; petal < count; petal++) {
      const angle = ((petal + (ring % 2) / 2) / count) * Math.PI * 2;
      const at = {
        x: Math.cos(angle) * unit * reach,
        y: Math.sin(angle) * unit * reach,
        radius: unit * size,
      };
      const colour = along([...row, row[0] ?? [0, 0, 0]], petal / count);
      disc(paper, at, css(colour, 0.1));
      ctx.strokeStyle = css(mix(colour, [255, 255, 255], 0.35), 0.75);
      ctx.lineWidth = unit * 0.0016;
      ctx.stroke();
    }
  ctx.restore();
};

/** A flower of petals with nothing behind it. */
export const paintBloom = (paper: Paper, colours: readonly string[]): void => {
  const { width, height } = paper;
  const row = colours.map(hex);
  const unit = Math.min(width, height);
  for (let ring = 0; ring < 4; ring++) {
    const share = ring / 3;
    const long = unit * (0.46 - share * 0.27);
    drawPetals(
      paper,
      { x: width / 2, y: height / 2, turn: ring * 0.21 },
      { count: 14 - ring * 2, long, wide: long * 0.25 },
      [along(row, share), along(row, Math.min(1, share + 0.4))],
    );
  }
  const heart = { x: width / 2, y: height / 2, radius: unit * 0.065 };
  disc(paper, heart, css(hex('#ffd35c')));
  glow(paper, { ...heart, radius: unit * 0.065 }, hex('#fff4c8'), 0.9);
};

const drawPetals = (
  { ctx }: Paper,
  at: { readonly x: number; readonly y: number; readonly turn: number },
  petals: { readonly count: number; readonly long: number; readonly wide: number },
  [outer, inner]: readonly [Colour, Colour],
): void => {
  for (let petal = 0; petal < petals.count; petal++) {
    ctx.save();
    ctx.translate(at.x, at.y);
    ctx.rotate(at.turn + (petal / petals.count) * Math.PI * 2);
    const gradient = ctx.createLinearGradient(0, 0, petals.long, 0);
    gradient.addColorStop(0, css(inner, 0.95));
    gradient.addColorStop(1, css(outer, 0.88));
    ctx.fillStyle = gradient;
    ctx.strokeStyle = css(mix(outer, [255, 255, 255], 0.5), 0.5);
    ctx.lineWidth = petals.long * 0.008;
    ctx.beginPath();
    ctx.moveTo(0, 0);
    const { long, wide } = petals;
    ctx.bezierCurveTo(long * 0.3, -wide * 1.4, long * 0.85, -wide * 1.1, long, 0);
    ctx.bezierCurveTo(long * 0.85, wide * 1.1, long * 0.3, wide * 1.4, 0, 0);
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  }
};

/** A meadow in flower, the far ones soft. */
export const paintMeadow = (paper: Paper): void => {
  const { ctx, width, height, random } = paper;
  fillSky(paper, ['#bfe3ea', '#f6f0d2', '#b9d08a', '#6f9a4e', '#2f5a2f'].map(hex), 0, height);
  ctx.globalCompositeOperation = 'screen';
  glow(paper, { x: width * 0.78, y: height * 0.14, radius: height * 0.9 }, hex('#fff0c0'), 0.8);
  ctx.globalCompositeOperation = 'source-over';
  for (let blur = 0; blur < 170; blur++) {
    const at = { x: random() * width, y: height * (0.38 + random() * 0.3) };
    const colour = along(['#f29bb2', '#ffffff', '#ffd56b', '#8fb85c'].map(hex), random());
    glow(paper, { ...at, radius: height * (0.015 + random() * 0.04) }, colour, 0.6);
  }
  const flowers = Array.from({ length: 62 }, () => random()).sort((a, b) => a - b);
  flowers.forEach((near, n) => {
    if (n % 2 === 0) drawGrass(paper, near);
    drawFlower(paper, near);
  });
  for (let blade = 0; blade < 14; blade++) drawGrass(paper, 1);
};

const FLOWERS = [
  ['#e8395b', '#7c1230', '#3a0d1c'],
  ['#ffffff', '#f3e6ef', '#ffc93f'],
  ['#f6a5c0', '#c9487b', '#ffe08a'],
  ['#6f7be8', '#3b3fa6', '#ffe9a8'],
] as const;

const drawFlower = (paper: Paper, near: number): void => {
  const { ctx, width, height, random } = paper;
  const size = height * (0.012 + near ** 1.8 * 0.07) * (0.75 + random() * 0.5);
  const x = random() * width;
  const foot = height * (0.66 + near * 0.42);
  const y = foot - size * (3.2 + random() * 1.8);
  const [outer, inner, heart] = FLOWERS[Math.floor(random() * FLOWERS.length)] ?? FLOWERS[0];
  const haze = hex('#d8e2b0');
  const soften = (colour: string): Colour => mix(hex(colour), haze, 0.55 * (1 - near));
  ctx.strokeStyle = css(soften('#3f6b33'));
  ctx.lineWidth = size * 0.1;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.quadraticCurveTo(x + size * (random() - 0.5) * 2, (y + foot) / 2, x + size * 0.4, foot);
  ctx.stroke();
  const at = { x, y, turn: random() * 3 };
  ctx.save();
  ctx.translate(0, y * 0.25);
  ctx.scale(1, 0.75);
  drawPetals(paper, at, { count: 11, long: size, wide: size * 0.27 }, [
    soften(outer),
    soften(inner),
  ]);
  disc(paper, { x, y, radius: size * 0.22 }, css(soften(heart)));
  ctx.restore();
};

const drawGrass = ({ ctx, width, height, random }: Paper, near: number): void => {
  for (let blade = 0; blade < 26; blade++) {
    const x = random() * width;
    const foot = height * (0.68 + near * 0.42);
    const tall = height * (0.05 + near * 0.16) * (0.4 + random());
    const lean = (random() - 0.5) * tall * 0.6;
    const colour = mix(hex('#a9c46a'), hex('#2c5a30'), near * (0.5 + random() * 0.5));
    ctx.fillStyle = css(colour, 0.9);
    ctx.beginPath();
    ctx.moveTo(x - tall * 0.018, foot);
    ctx.quadraticCurveTo(x, foot - tall * 0.6, x + lean, foot - tall);
    ctx.quadraticCurveTo(x + tall * 0.03, foot - tall * 0.5, x + tall * 0.018, foot);
    ctx.fill();
  }
};
