/**
 * Reed-Solomon over GF(2⁸): of `data + parity` equal shards any `data` bring back the rest. Byte `i` of each
 * shard belongs together and to no other byte, so shards laid side by side are coded as one wide shard.
 */
export interface ErasureCoder {
  /** Fills the last `parity` shards of `shards` (`data + parity` of them, one after another) from the first `data`. */
  encode(shards: Uint8Array, data: number, parity: number): void;
  /**
   * Fills in those of the first `data` shards that are not `available` (one flag a shard); lost parity shards
   * stay as they are. Throws a RangeError where more than `parity` are not.
   */
  reconstruct(
    shards: Uint8Array,
    data: number,
    parity: number,
    available: readonly boolean[],
  ): void;
}

/** More shards than this share no code: the field has 256 elements. */
export const MAX_SHARDS = 255;
