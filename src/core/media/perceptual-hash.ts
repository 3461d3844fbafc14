/** Pixels as a canvas gives them: RGBA, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** The picture is looked at in squares of this many to a side. */
export const SQUARES_SIDE = 32;
/** Waves to a side that count: the slowest, which no encoder and no scaling touches. */
const WAVES = 8;
/** A wave weaker than this is the encoder's noise; 255 would be a wave from black to white. */
const NOISE = 0.4;
/** Waves that must be stronger than noise, or the picture (sky, paper, a slide) says too little. */
const FEWEST_WAVES = 12;

/**
 * The perceptual hash of a picture in 16 hex digits: the signs of the 64 slowest waves of its brightness
 * (a DCT of 32 × 32 squares, the constant left out), a weak wave counting as none. Encoding, scaling and
 * slight corrections change a few bits of 64; different pictures differ in about half of those they have.
 * `null` for a picture that is flat or nearly so.
 */
export const hashPicture = (pixels: Pixels): string | null => hashSquares(squaresOf(pixels));

/** The same hash of squares that were taken already: 32 × 32 means of brightness from 0 to 255, row by row. */
export const hashSquares = (squares: ArrayLike<number>): string | null => {
  const waves = slowWaves(squares);
  const strong = waves.filter((wave) => Math.abs(wave) >= NOISE).length;
  if (strong < FEWEST_WAVES) return null;
  let hash = '';
  for (let at = 0; at < waves.length; at += 4) {
    const bits = waves
      .slice(at, at + 4)
      .reduce((word, wave) => word * 2 + (wave >= NOISE / 2 ? 1 : 0), 0);
    hash += bits.toString(16);
  }
  return hash;
};

/** Mean brightness of 32 × 32 equal squares (Rec. 601, in gamma), over white where it is transparent. */
const squaresOf = ({ width, height, data }: Pixels): Float64Array => {
  const squares = new Float64Array(SQUARES_SIDE * SQUARES_SIDE);
  const columns = sharesOf(width);
  const rows = sharesOf(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const alpha = (data[at + 3] ?? 255) / 255;
      const red = data[at] ?? 0;
      const green = data[at + 1] ?? 0;
      const blue = data[at + 2] ?? 0;
      const luma = (0.299 * red + 0.587 * green + 0.114 * blue) * alpha + 255 * (1 - alpha);
      for (const [row, high] of rows[y] ?? []) {
        for (const [column, wide] of columns[x] ?? []) {
          squares[row * SQUARES_SIDE + column] =
            (squares[row * SQUARES_SIDE + column] ?? 0) + luma * high * wide;
        }
      }
    }
  }
  return squares;
};

type Share = readonly [square: number, share: number];

/** Which squares each pixel of a side lies in, and which share of the square it fills. */
const sharesOf = (pixels: number): readonly (readonly Share[])[] =>
  Array.from({ length: pixels }, (_, pixel) => {
    const from = (pixel * SQUARES_SIDE) / pixels;
    const to = ((pixel + 1) * SQUARES_SIDE) / pixels;
    const shares: Share[] = [];
    for (let square = Math.floor(from); square < Math.min(SQUARES_SIDE, to); square++) {
      const share = Math.min(to, square + 1) - Math.max(from, square);
      if (share > 1e-9) shares.push([square, share]);
    }
    return shares;
  });

/** COSINES[k][n]: the k-th wave of a side of 32, k from 0 to 8. */
const COSINES: readonly Float64Array[] = Array.from({ length: WAVES + 1 }, (_, k) =>
  Float64Array.from({ length: SQUARES_SIDE }, (_, n) =>
    Math.cos((Math.PI * k * (2 * n + 1)) / (2 * SQUARES_SIDE)),
  ),
);

/**
 * The strengths of 64 waves, slowest first along each row: 8 × 8 without the constant one, in whose
 * place stands the ninth of the first row.
 */
const slowWaves = (squares: ArrayLike<number>): number[] => {
  const byRow = Array.from({ length: WAVES + 1 }, (_, u) =>
    Float64Array.from({ length: SQUARES_SIDE }, (_, y) =>
      sumOf(COSINES[u], (x) => squares[y * SQUARES_SIDE + x]),
    ),
  );
  const wave = (u: number, v: number): number =>
    (sumOf(COSINES[v], (y) => byRow[u]?.[y]) * 2) / (SQUARES_SIDE * SQUARES_SIDE);
  const waves: number[] = [];
  for (let v = 0; v < WAVES; v++) {
    for (let u = 0; u < WAVES; u++) waves.push(u + v === 0 ? wave(WAVES, 0) : wave(u, v));
  }
  return waves;
};

const sumOf = (
  weights: Float64Array | undefined,
  valueAt: (at: number) => number | undefined,
): number => {
  let sum = 0;
  weights?.forEach((weight, at) => (sum += weight * (valueAt(at) ?? 0)));
  return sum;
};
