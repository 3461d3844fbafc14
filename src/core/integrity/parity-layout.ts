/** A page of most disks: what is lost there is lost at once. */
const SHARD_BYTES_MOST = 4_096;
const SHARD_BYTES_LEAST = 64;
/** Beyond so many data shards they grow instead: 4 GiB at 4 KiB. Their checksums are held in memory. */
const DATA_SHARDS_MOST = 2 ** 20;
/** Data shards of a stripe, up to twice as many in small blobs; more would heal more, and read more for each. */
const STRIPE_DATA = 20;
/** Below 10 % a stripe grows until it has two parity shards, or until coding it gets slow. */
const PARITY_LEAST = 2;
const STRIPE_DATA_MOST = 60;

/**
 * How a blob's bytes and its parity are cut. The data are `dataShards` shards of `shardBytes` (the last one
 * padded with zeros), row by row: shard `row * stripes + stripe`. Rows past the end count as zeros. Neighbours
 * lie in different stripes, so a burst of damage takes few shards of each.
 */
export interface ParityLayout {
  readonly sizeBytes: number;
  readonly shardBytes: number;
  readonly dataShards: number;
  readonly stripes: number;
  /** Rows of data and rows of parity: shards of one stripe. */
  readonly dataRows: number;
  readonly parityRows: number;
}

/** The layout for a blob of `sizeBytes` (at least 1) at `percent` (1 to 100) of its bytes. */
export const planParity = (sizeBytes: number, percent: number): ParityLayout => {
  if (!(sizeBytes >= 1) || !(percent >= 1 && percent <= 100)) {
    throw new RangeError(`parity of ${percent} % for ${sizeBytes} bytes`);
  }
  const asked = Math.floor((PARITY_LEAST * 100) / percent);
  const most = Math.min(Math.max(STRIPE_DATA, asked), STRIPE_DATA_MOST);
  const shardBytes = shardBytesFor(sizeBytes);
  const dataShards = Math.ceil(sizeBytes / shardBytes);
  const stripes = Math.max(1, Math.floor(dataShards / most));
  const dataRows = Math.ceil(dataShards / stripes);
  const parityRows = Math.max(1, Math.round((dataRows * percent) / 100));
  return { sizeBytes, shardBytes, dataShards, stripes, dataRows, parityRows };
};

const shardBytesFor = (sizeBytes: number): number => {
  let bytes = SHARD_BYTES_LEAST;
  while (bytes < SHARD_BYTES_MOST && bytes * 2 * STRIPE_DATA < sizeBytes) bytes *= 2;
  while (bytes * DATA_SHARDS_MOST < sizeBytes) bytes *= 2;
  return bytes;
};

/** Parity shards of all stripes. */
export const countParityShards = ({ stripes, parityRows }: ParityLayout): number =>
  stripes * parityRows;
