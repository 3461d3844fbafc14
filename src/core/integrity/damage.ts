import type { BlobHash, ChunkHash } from '../base/ids.ts';

/** How the bytes of a blob can be wrong. */
const DAMAGE_KINDS = ['missing', 'wrong-size', 'wrong-bytes'] as const;
export type DamageKind = (typeof DAMAGE_KINDS)[number];

/** Whether a value names a kind of damage: what is read may be of another version. */
export const isDamageKind = (value: unknown): value is DamageKind =>
  DAMAGE_KINDS.some((kind) => kind === value);

/** What is wrong with the bytes of one blob: a look finds it, a repair takes it. */
export interface Damage {
  readonly hash: BlobHash;
  /** As it should be. */
  readonly sizeBytes: number;
  readonly listHash: ChunkHash;
  readonly kind: DamageKind;
  /**
   * Chunks whose bytes are wrong or absent, ascending; every chunk where the blob is missing. `null` where
   * they cannot be told, because the chunk list is gone or damaged itself.
   */
  readonly chunks: readonly number[] | null;
}

/** What came of a repair. */
export type RepairOutcome =
  | {
      readonly state: 'repaired';
      /** Name of the source that gave the most: 'parity', 'folder', … */
      readonly source: string;
      readonly chunks: number;
      readonly bytes: number;
    }
  | {
      readonly state: 'unrepaired';
      /** Names of the sources that were asked. */
      readonly tried: readonly string[];
    };

/** Heals blobs. A damage that no source can heal is an outcome, not a failure; rejects as the disk does. */
export interface Repairer {
  repair(damage: Damage): Promise<RepairOutcome>;
  /**
   * Looks once at each source for many blobs that are gone: asking for each of 100,000 would take hours.
   * Until it is done, `repair` goes by what was seen.
   */
  lookFor(gone: readonly Damage[]): Promise<Lookout>;
}

/** What one look at every source found. */
export interface Lookout {
  /** Blobs that a source may have something of; the others nobody can heal now. */
  readonly mayHeal: ReadonlySet<BlobHash>;
  done(): void;
}

/** What a person may set; figures are defaults of docs/spec/integrity.md. */
export interface IntegritySettings {
  /** Parity made for each blob, in percent of its bytes; 0 turns it off. */
  readonly parityPercent: number;
  /** Paths of the collections in and below which items get parity; `null` for every item of the drive. */
  readonly parityCollections: readonly string[] | null;
  /** Time that the deep check behind a start may take at once, in milliseconds. */
  readonly deepCheckBudgetMs: number;
  /** Days for which a blob that was found good is not read again. */
  readonly verifiedForDays: number;
}

/** What a check found and did; all but `stillMissing` and `signedBy` are counts. */
export interface IntegrityReport {
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly checked: number;
  readonly bytesRead: number;
  readonly missing: number;
  readonly corrupt: number;
  readonly repaired: number;
  readonly quarantined: number;
  readonly orphans: number;
  /** Items whose bytes nothing here could bring back, and who may have them. */
  readonly stillMissing: readonly {
    readonly id: string;
    readonly hash: string;
    readonly name: string;
    readonly sources: readonly string[];
  }[];
  /** Device whose signature vouches for what was compared; `null` where nothing signed was. */
  readonly signedBy: string | null;
}
