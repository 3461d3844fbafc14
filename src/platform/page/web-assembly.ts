/** The least module there is: its magic number and version. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Whether this page may run WebAssembly; a content policy may forbid it. */
export const runsWebAssembly = async (): Promise<boolean> => {
  if (typeof WebAssembly === 'undefined') return false;
  try {
    await WebAssembly.compile(EMPTY_MODULE);
    return true;
  } catch (error) {
    // WebKit says it by an `EvalError`.
    if (error instanceof WebAssembly.CompileError || error instanceof EvalError) return false;
    throw error;
  }
};
