/** The names under which the drive keeps its keys; a folder handle is kept as `folder.<id>`. */
export const ROOT_KEY = 'root';
export const DEVICE_KEY = 'device';

/**
 * A place for what a journal cannot hold: keys that never leave the platform as bytes, and handles of
 * folders that a person picked. Lost with the browser's profile; a recovery kit certifies a new device.
 *
 * Values are the platform's own (`CryptoKeyPair`, `FileSystemDirectoryHandle`, wrapped bytes), opaque
 * to the core, kept by structured clone; whoever reads one checks that it is what it expects.
 * Failures reject with `HmError`: 'quota-exceeded', 'io-failed'.
 */
export interface KeyVault {
  /** What was put under `name`, or `undefined`. */
  get(name: string): Promise<unknown>;
  /** Keeps `value` under `name`, on the platter before this resolves. */
  put(name: string, value: unknown): Promise<void>;
  /** Keeps `value` where `name` is free; returns what stands there afterwards. One step, whoever races. */
  putIfAbsent(name: string, value: unknown): Promise<unknown>;
  /** Forgets `name`; nothing there is fine. */
  delete(name: string): Promise<void>;
  /** All names, in order of UTF-16 code units. */
  list(): Promise<readonly string[]>;
  close(): Promise<void>;
}
