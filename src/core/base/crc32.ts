/** Tables for eight bytes at a time (Kounavis and Berry, "slicing-by-8", 2005), one after another. */
const TABLES = makeTables();

/**
 * CRC-32 of `bytes` (IEEE 802.3, reflected polynomial 0xEDB88320, as in zip and PNG), unsigned. With the
 * result for the bytes before as `seed` it goes on from there.
 */
export const crc32 = (bytes: Uint8Array, seed = 0): number => {
  let crc = ~seed;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) crc = stepEight(crc, bytes, at);
  for (; at < bytes.length; at++) {
    crc = (crc >>> 8) ^ (TABLES[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0);
  }
  return ~crc >>> 0;
};

const stepEight = (crc: number, bytes: Uint8Array, at: number): number =>
  (TABLES[1792 + ((crc ^ (bytes[at] ?? 0)) & 255)] ?? 0) ^
  (TABLES[1536 + (((crc >>> 8) ^ (bytes[at + 1] ?? 0)) & 255)] ?? 0) ^
  (TABLES[1280 + (((crc >>> 16) ^ (bytes[at + 2] ?? 0)) & 255)] ?? 0) ^
  (TABLES[1024 + ((crc >>> 24) ^ (bytes[at + 3] ?? 0))] ?? 0) ^
  (TABLES[768 + (bytes[at + 4] ?? 0)] ?? 0) ^
  (TABLES[512 + (bytes[at + 5] ?? 0)] ?? 0) ^
  (TABLES[256 + (bytes[at + 6] ?? 0)] ?? 0) ^
  (TABLES[bytes[at + 7] ?? 0] ?? 0);

function makeTables(): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    tables[byte] = crc;
  }
  for (let i = 256; i < tables.length; i++) {
    const before = tables[i - 256] ?? 0;
    tables[i] = (before >>> 8) ^ (tables[before & 255] ?? 0);
  }
  return tables;
}
