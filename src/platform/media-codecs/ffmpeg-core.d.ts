/** The part of the ffmpeg core (0.12) that is used here. */
declare module '@ffmpeg/core' {
  interface FfmpegFiles {
    readonly filesystems: { readonly WORKERFS: unknown };
    mkdir(path: string): void;
    mount(
      type: unknown,
      options: { readonly blobs: readonly { name: string; data: Blob }[] },
      at: string,
    ): void;
    readFile(path: string): Uint8Array<ArrayBuffer>;
    analyzePath(path: string): { readonly exists: boolean };
  }
  export interface FfmpegCore {
    readonly FS: FfmpegFiles;
    /** Runs to its end; the exit status. */
    exec(...args: string[]): number;
    ffprobe(...args: string[]): number;
    /** In ms, for what runs next. */
    setTimeout(ms: number): void;
  }
  const create: (options: {
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => object;
  }) => Promise<FfmpegCore>;
  export default create;
}
