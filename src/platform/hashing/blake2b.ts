import { createBLAKE2b } from 'hash-wasm';
import { type Blake2b, createScriptBlake2b } from './script-blake2b.ts';

/** hash-wasm's; where WebAssembly may not run, the same in JavaScript, at about a tenth of the speed. */
export const createBlake2b = async (): Promise<Blake2b> => {
  try {
    const hasher = await createBLAKE2b(256);
    return {
      init: () => void hasher.init(),
      update: (bytes) => void hasher.update(bytes),
      digest: () => hasher.digest('hex'),
    };
  } catch (error) {
    if (!isWasmRefusal(error)) throw error;
    return createScriptBlake2b();
  }
};

/**
 * Whether WebAssembly is not there, forbidden by a content policy (a `CompileError`, in WebKit an
 * `EvalError`) or got no memory (a `RangeError`).
 */
const isWasmRefusal = (error: unknown): boolean =>
  typeof WebAssembly === 'undefined' ||
  error instanceof WebAssembly.CompileError ||
  error instanceof EvalError ||
  error instanceof RangeError;
