/** How deep arrays and maps may nest, when encoding and, unless told otherwise, when decoding. */
export const MAX_CBOR_DEPTH = 16;

/** The major types of RFC 8949 §3.1 that are used here: the upper three bits of an item's first byte. */
export const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5 } as const;

/** First bytes of the simple values and floats (§3.3) that are used here. */
export const SIMPLE = {
  no: 0xf4,
  yes: 0xf5,
  nothing: 0xf6,
  half: 0xf9,
  single: 0xfa,
  double: 0xfb,
} as const;

/** Strings up to this length, hashes among them, are read and written without the text coders, whose calls cost more. */
export const SHORT_TEXT = 128;
