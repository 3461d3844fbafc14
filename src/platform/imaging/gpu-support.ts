/** Why this browser or device offers no graphics processor, in words; `null` where it does. */
export const whyNoGpu = async (): Promise<string | null> => {
  if (!('gpu' in navigator)) return 'This browser has no WebGPU.';
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  return adapter === null ? 'This device offers pages no graphics processor.' : null;
};
