import { partsOf } from './parity-form.ts';
import { planParity } from './parity-layout.ts';

/** What parity does for one blob, for a screen to say before it is turned on. Sizes are bytes. */
export interface Healing {
  /** What the parity of the blob takes, its checksums included. */
  readonly parityBytes: number;
  /** Damage of this many places heals wherever they lie, each at most a shard long and not across two. */
  readonly places: number;
  /** Length of a shard: damage inside one counts once. */
  readonly placeBytes: number;
  /** One stretch of damage up to this long heals wherever it lies; the end cut off counts as such. */
  readonly stretchBytes: number;
  /** Whether the blob could be made again from its parity alone: only where it is no longer than a shard. */
  readonly healsLostFile: boolean;
}

/** What parity of `percent` heals of a blob of `sizeBytes`, and what it costs. */
export const whatItHeals = (sizeBytes: number, percent: number): Healing => {
  const layout = planParity(sizeBytes, percent);
  const { shardBytes, stripes, parityRows, dataRows } = layout;
  return {
    parityBytes: partsOf(layout).sizeBytes,
    places: parityRows,
    placeBytes: shardBytes,
    // A stretch that begins inside a shard touches one more than its length holds.
    stretchBytes: Math.min(sizeBytes, (stripes * parityRows - 1) * shardBytes + 1),
    healsLostFile: parityRows >= dataRows,
  };
};
