import type { EngineFault } from './engine.ts';
import { isEngineFault } from './engine.ts';

/** How browsers say that no memory is left: V8, WebAssembly, SpiderMonkey, JavaScriptCore. */
const NO_MEMORY =
  /out of memory|allocation failed|could not (be )?allocate|allocation size|array buffer length/i;

/** Whether something failed because there was no memory for it. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && NO_MEMORY.test(`${error.name} ${error.message}`);

/** The fault behind what an engine threw and nobody expected. */
export const faultOf = (error: unknown): EngineFault => {
  if (isEngineFault(error)) return error.fault;
  return isOutOfMemory(error) ? 'out-of-memory' : 'crashed';
};
