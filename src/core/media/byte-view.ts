/** Reads numbers from bytes of unknown honesty: whatever lies beyond the end reads as 0. */
export interface ByteView {
  readonly length: number;
  u8(at: number): number;
  u16(at: number): number;
  u32(at: number): number;
  /** Big-endian or little-endian 64 bits; exact below 2^53, which is all that a file offset needs. */
  u64(at: number): number;
  /** `length` characters of Latin-1. */
  text(at: number, length: number): string;
}

/** A view of `bytes` in one byte order. */
export const viewBytes = (bytes: Uint8Array, order: 'big' | 'little'): ByteView => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = order === 'little';
  const has = (at: number, size: number): boolean => at >= 0 && at + size <= view.byteLength;
  const u32 = (at: number): number => (has(at, 4) ? view.getUint32(at, little) : 0);
  return {
    length: view.byteLength,
    u8: (at) => (has(at, 1) ? view.getUint8(at) : 0),
    u16: (at) => (has(at, 2) ? view.getUint16(at, little) : 0),
    u32,
    u64: (at) => (little ? u32(at) + u32(at + 4) * 2 ** 32 : u32(at) * 2 ** 32 + u32(at + 4)),
    text: (at, length) => String.fromCharCode(...bytes.subarray(at, at + length)),
  };
};
