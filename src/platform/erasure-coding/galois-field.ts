/** x⁸ + x⁴ + x³ + x² + 1, the polynomial of the library's field. */
const POLYNOMIAL = 0x11d;
const EXP = new Uint8Array(510);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = EXP[power + 255] = value;
  LOG[value] = power;
  value = value & 0x80 ? (value << 1) ^ POLYNOMIAL : value << 1;
}

/** The product of two elements of GF(2⁸). */
export const multiply = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0);

const inverse = (a: number): number => EXP[255 - (LOG[a] ?? 0)] ?? 0;

/** Adds `factor` times `from` to `to`, byte by byte; a sum in GF(2⁸) is an exclusive or. */
export const addScaled = (to: Uint8Array, from: Uint8Array, factor: number): void => {
  const products = Uint8Array.from({ length: 256 }, (_, value) => multiply(factor, value));
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) ^ (products[from[i] ?? 0] ?? 0);
};

/** The inverse of a square matrix (Gauss and Jordan); throws a RangeError where it has none. */
export const invertMatrix = (
  matrix: readonly (readonly number[])[],
): readonly (readonly number[])[] => {
  const size = matrix.length;
  const rows = matrix.map((row, i) =>
    Uint8Array.from({ length: 2 * size }, (_, j) =>
      j < size ? (row[j] ?? 0) : Number(j - size === i),
    ),
  );
  for (let column = 0; column < size; column++) {
    const pivot = rows.findIndex((row, i) => i >= column && row[column] !== 0);
    const found = rows[pivot];
    if (found === undefined) throw new RangeError('The matrix has no inverse.');
    rows.splice(pivot, 1);
    rows.splice(column, 0, found);
    const scale = inverse(found[column] ?? 0);
    for (let j = 0; j < found.length; j++) found[j] = multiply(found[j] ?? 0, scale);
    for (const row of rows) if (row !== found) addScaled(row, found, row[column] ?? 0);
  }
  return rows.map((row) => [...row.subarray(size)]);
};
