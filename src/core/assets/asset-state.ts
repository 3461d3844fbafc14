import type { FailureType } from '../base/failure-types.ts';
import type { ManifestFile } from '../manifests/manifest.ts';
import type { AppPart, PartFeature } from './app-part.ts';

/** One heavy part of the app, as `hm.integrity.assets()` tells it. */
export interface AssetState {
  /** Its name: 'libheif.wasm'. */
  readonly path: string;
  /** What it is for. */
  readonly feature: PartFeature;
  /**
   * 'here': whole and right. 'fetching': on its way. 'waiting': wanted, and to be fetched when it can be.
   * 'damaged': the same, of one that was here. 'absent': not here, and nobody needs it yet.
   */
  readonly state: 'here' | 'fetching' | 'waiting' | 'damaged' | 'absent';
  /** Fetched in quiet times before anyone needs it. */
  readonly required: boolean;
  /** What is done without it: 'preview', 'placeholder'; `null` where nothing is, or nobody said. */
  readonly fallback: string | null;
  /** Whether less can be done while it is not here: it is required, or was needed. */
  readonly isLimiting: boolean;
  /** In bytes; `null` where no list of parts came yet. */
  readonly sizeBytes: number | null;
  /** How many of them are here. */
  readonly hereBytes: number;
  /** Why it did not come the last time; `null` where nothing went wrong. */
  readonly failure: { readonly type: FailureType; readonly message: string } | null;
  /** When it is tried next, ISO 8601; `null` where that is in the next quiet moment, or not needed. */
  readonly retryAt: string | null;
}

/** What the store remembers of a part while it runs. */
export interface PartFacts {
  /** As the list says that is fetched by, else that in use; `null` where neither is known. */
  readonly file: ManifestFile | null;
  readonly presence: 'unknown' | 'here' | 'damaged' | 'absent';
  readonly hereBytes: number;
  readonly isWanted: boolean;
  readonly isFetching: boolean;
  readonly failure: AssetState['failure'];
  readonly retryAtMs: number | null;
}

/** Nothing is known of it yet. */
export const UNKNOWN_PART: PartFacts = {
  file: null,
  presence: 'unknown',
  hereBytes: 0,
  isWanted: false,
  isFetching: false,
  failure: null,
  retryAtMs: null,
};

/** What is told of a part. */
export const assetStateOf = (
  { path, feature }: AppPart,
  { file, presence, hereBytes, isWanted, isFetching, failure, retryAtMs }: PartFacts,
): AssetState => {
  const isHere = presence === 'here';
  const required = file?.required ?? false;
  const isDue = required || isWanted || presence === 'damaged';
  const missing = isDue ? (presence === 'damaged' ? 'damaged' : 'waiting') : 'absent';
  return {
    path,
    feature,
    state: isFetching ? 'fetching' : isHere ? 'here' : missing,
    required,
    fallback: file?.fallback ?? null,
    isLimiting: !isHere && isDue,
    sizeBytes: file?.size ?? null,
    hereBytes: isHere ? (file?.size ?? 0) : hereBytes,
    failure,
    retryAt: retryAtMs === null ? null : new Date(retryAtMs).toISOString(),
  };
};
