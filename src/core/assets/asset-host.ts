/** A stretch of a file as a host sends it. */
export interface HostStretch {
  /** Where in the file its first byte stands: where it was asked for, or 0 where the host knows no ranges. */
  readonly start: number;
  /** Whether it goes on to the end of the file, whatever was asked for. */
  readonly isWhole: boolean;
  /** Its bytes as they come; rejects as `open` does. Whoever stops reading early closes it. */
  readonly pieces: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Who serves the heavy parts of the app, and may be gone, slow, or lying. */
export interface AssetHost {
  /**
   * Bytes `[start, end)` of a file among the parts, or the whole of it. Rejects 'fetch-failed' where no
   * answer comes, one breaks off, or nothing comes for too long; 'cancelled' where `signal` aborts.
   */
  open(path: string, start: number, end: number, signal: AbortSignal): Promise<HostStretch>;
}

/** The signed list of the parts, among them. */
export const HOST_MANIFEST = 'manifest.json';
