import moduleUrl from '@subspace/reed-solomon-erasure.wasm/dist/reed_solomon_erasure_bg.wasm?url';
import { HmError } from '../../core/base/hm-error.ts';
import type { ErasureCoder } from '../../core/integrity/erasure-coder.ts';
import { createWasmCoder } from './wasm-coder.ts';

/**
 * The coder's module, compiled with the first call, for this thread and for others; `null` where WebAssembly may
 * not run, so that there is no parity. Rejects with 'fetch-failed' where it cannot be had: the next call asks
 * again.
 */
export const createModuleLoader = (): (() => Promise<WebAssembly.Module | null>) => {
  let loading: Promise<WebAssembly.Module | null> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
};

/** The coder of this thread over such a module, made with the first call. */
export const createCoderLoader = (
  loadModule: () => Promise<WebAssembly.Module | null> = createModuleLoader(),
): (() => Promise<ErasureCoder | null>) => {
  let coder: ErasureCoder | null = null;
  return async () => {
    const module = await loadModule();
    return module === null ? null : (coder ??= createWasmCoder(module));
  };
};

const load = async (): Promise<WebAssembly.Module | null> => {
  const bytes = await fetchModule();
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    if (isWasmRefusal(error)) return null;
    throw error;
  }
};

const fetchModule = async (): Promise<ArrayBuffer> => {
  try {
    const response = await fetch(moduleUrl);
    if (response.ok) return await response.arrayBuffer();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new HmError(
    'fetch-failed',
    'The part of the app that makes and uses parity could not be loaded. Try again when the app can be reached.',
    { url: moduleUrl },
  );
};

/** Not there, forbidden by a content policy (in WebKit an `EvalError`), or without memory. */
const isWasmRefusal = (error: unknown): boolean =>
  typeof WebAssembly === 'undefined' ||
  error instanceof ReferenceError ||
  error instanceof WebAssembly.CompileError ||
  error instanceof EvalError ||
  error instanceof RangeError;
