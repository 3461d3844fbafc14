/**
 * The port under everything that is kept in files: a small, honest file system.
 *
 * What reaches the platter is what PLATFORM measured: only `flush()` does, and only the bytes of that
 * file. Creating a file, `move` and `remove` change names that a power cut may forget, in any order.
 * Paths are relative, with `/` between plain segments: `blobs/ab/ab12…`. Missing parents are made.
 * Failures reject with `HmError`: 'not-found', 'busy' (open elsewhere), 'quota-exceeded', 'io-failed'.
 */
export interface Disk {
  /** Opens for exclusive reading and writing; makes the file, empty, where `create` is set. */
  open(path: string, options: { readonly create: boolean }): Promise<DiskFile>;
  /** Bytes `[start, end)` of a file that may be open elsewhere, clipped to its size. */
  read(path: string, start?: number, end?: number): Promise<Uint8Array<ArrayBuffer>>;
  /** The size in bytes, or `null` where there is no such file. */
  size(path: string): Promise<number | null>;
  /** Renames a file that is not open; a file at `to` is replaced in one step. */
  move(from: string, to: string): Promise<void>;
  /** Removes a file that is not open, or an empty or full directory; nothing there is fine. */
  remove(path: string): Promise<void>;
  /** The names right below a directory, in no order; none where it does not exist. */
  list(directory: string): Promise<readonly DiskEntry[]>;
}

/** A name in a directory. */
export interface DiskEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}

/** An open file, owned by whoever opened it until `close()`. Offsets and sizes are bytes. */
export interface DiskFile {
  size(): Promise<number>;
  /** Up to `length` bytes from `at`; fewer only at the end of the file. */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Writes all of `bytes` at `at`, or rejects 'quota-exceeded' leaving earlier bytes as they were. */
  write(at: number, bytes: Uint8Array): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  /** Resolves once every byte written so far would survive a power cut. */
  flush(): Promise<void>;
  /** Closes without a flush; closing twice is fine. */
  close(): Promise<void>;
}
