import { type ErasureCoder, MAX_SHARDS } from '../../core/integrity/erasure-coder.ts';
import { addScaled, invertMatrix } from './galois-field.ts';

/** What the module exports of use here; the names are wasm-bindgen's. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  __wbindgen_malloc(bytes: number): number;
  __wbindgen_free(pointer: number, bytes: number): void;
  encode(shards: number, bytes: number, data: number, parity: number): number;
}

/**
 * The coder over an instance of the library's module. Its own `reconstruct` is left alone: in 0.2.5 it refuses
 * ("too few shards present") wherever the first shard is not among the lost, which a test here would show.
 */
export const createWasmCoder = (module: WebAssembly.Module): ErasureCoder => {
  const wasm = new WebAssembly.Instance(module).exports as unknown as Exports;
  const factors = new Map<string, Uint8Array>();

  const encode: ErasureCoder['encode'] = (shards, data, parity) => {
    assertEqual(shards, data, parity);
    const dataBytes = (shards.length / (data + parity)) * data;
    const pointer = wasm.__wbindgen_malloc(shards.length);
    try {
      // Looked up anew: memory that grew has another buffer.
      new Uint8Array(wasm.memory.buffer).set(shards, pointer);
      assertDone(wasm.encode(pointer, shards.length, data, parity));
      const made = new Uint8Array(wasm.memory.buffer, pointer, shards.length);
      shards.set(made.subarray(dataBytes), dataBytes);
    } finally {
      wasm.__wbindgen_free(pointer, shards.length);
    }
  };

  /** The factor with which each data shard goes into each parity shard, a row of `data` bytes for each of those. */
  const factorsOf = (data: number, parity: number): Uint8Array => {
    const name = `${data}+${parity}`;
    const known = factors.get(name);
    if (known !== undefined) return known;
    // The parity of the unit matrix is the factors themselves.
    const units = new Uint8Array(data * (data + parity));
    for (let row = 0; row < data; row++) units[row * data + row] = 1;
    encode(units, data, parity);
    const made = units.slice(data * data);
    factors.set(name, made);
    return made;
  };

  /**
   * The parity of what is left, taken from the parity that is there, is the parity of what is lost alone: as many
   * equations as there are whole parity shards, solved for the lost data shards.
   */
  const reconstruct: ErasureCoder['reconstruct'] = (shards, data, parity, available) => {
    assertEqual(shards, data, parity);
    const rowBytes = shards.length / (data + parity);
    const shard = (of: Uint8Array, row: number): Uint8Array =>
      of.subarray(row * rowBytes, (row + 1) * rowBytes);
    const isLost = (row: number): boolean => available[row] !== true;
    const lost = rows(0, data).filter(isLost);
    const used = rows(data, data + parity)
      .filter((row) => !isLost(row))
      .slice(0, lost.length);
    if (lost.length === 0) return;
    if (used.length < lost.length)
      throw new RangeError('More shards are lost than parity is left.');
    const left = shards.slice();
    for (const row of lost) shard(left, row).fill(0);
    encode(left, data, parity);
    for (const row of used) addScaled(shard(left, row), shard(shards, row), 1);
    const factor = factorsOf(data, parity);
    const solution = invertMatrix(
      used.map((row) => lost.map((column) => factor[(row - data) * data + column] ?? 0)),
    );
    for (const [i, row] of lost.entries()) {
      const target = shard(shards, row).fill(0);
      for (const [j, scale] of (solution[i] ?? []).entries()) {
        addScaled(target, shard(left, used[j] ?? 0), scale);
      }
    }
  };
  return { encode, reconstruct };
};

const rows = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

const assertEqual = (shards: Uint8Array, data: number, parity: number): void => {
  const isEqual = shards.length > 0 && shards.length % (data + parity) === 0;
  if (isEqual && data > 0 && parity > 0 && data + parity <= MAX_SHARDS) return;
  throw new RangeError(`${shards.length} bytes are no ${data} + ${parity} equal shards.`);
};

/** The words for its numbers are in the library's readme. */
const assertDone = (code: number): void => {
  if (code !== 0) throw new RangeError(`The erasure coder refused with ${code}.`);
};
