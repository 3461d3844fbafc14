/** Data that survives structured clone, CBOR and JSON alike (bytes excepted in JSON): what crosses threads and disks. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** A `Plain` object: string keys, plain values. */
export type PlainObject = { readonly [key: string]: Plain };
