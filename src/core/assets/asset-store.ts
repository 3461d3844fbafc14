import { utf8ToBytes } from '../base/bytes.ts';
import { type HmFailure, isHmError } from '../base/hm-error.ts';
import type { Clock } from '../base/clock.ts';
import type { ManifestFile } from '../manifests/manifest.ts';
import type { SignatureVerifier } from '../spaces/keys.ts';
import type { AppPart } from './app-part.ts';
import { type AssetState, assetStateOf, type PartFacts, UNKNOWN_PART } from './asset-state.ts';
import { type FetchParts, fetchPart } from './fetch-part.ts';
import {
  assertFits,
  ASSETS_DIRECTORY,
  type AssetTrust,
  fileOf,
  KEPT_MANIFEST,
  openAssetManifest,
  partialPathOf,
  readKeptManifest,
  readWhole,
  type TrustedManifest,
  wholePathOf,
} from './kept-parts.ts';
import { readHostManifest } from './read-host.ts';

/** What outlives a restart beside the files. */
export interface AssetMemory {
  /** The highest sequence that was seen; 0 where none was. */
  readonly sequence: number;
  /** Paths of parts that somebody needed. */
  readonly wanted: readonly string[];
}

/** What a store is made of. */
export interface AssetStoreOptions extends FetchParts {
  readonly trust: AssetTrust;
  readonly verifier: SignatureVerifier;
  readonly clock: Clock;
  readonly memory: {
    read(): Promise<AssetMemory>;
    write(memory: AssetMemory): Promise<void>;
  };
  /** A part is here, is not any more, or could not be fetched; or more of it came. */
  readonly onChange: (state: AssetState) => void;
}

/** How far tending went. */
export interface AssetTending {
  /** Whether every part that is due is here. */
  readonly isDone: boolean;
  /** When to tend again, in ms since 1970; `null` where that is not for a clock to say. */
  readonly retryAtMs: number | null;
}

/** Keeps the heavy parts of the app: one at a time works on a disk. */
export interface AssetStore {
  /** Looks at what is here, without reading it through; before this nothing is known. */
  start(): Promise<void>;
  states(): readonly AssetState[];
  /** Somebody needs this part: it is due from now on. Whether that is news. */
  want(part: AppPart): Promise<boolean>;
  /**
   * Asks the host for its list, reads through what is here, fetches what is due and missing, changed or damaged,
   * and uses the new list once nothing that worked is worse for it. What fails is told in `states`.
   */
  tend(signal: AbortSignal): Promise<AssetTending>;
}

/** How long a host that failed four times is left alone. */
const REST_MS = 60_000;

/** A store over the disk and the host of one drive. */
export const createAssetStore = (options: AssetStoreOptions): AssetStore => {
  const { disk, host, digest, trust, verifier, clock, memory, onChange } = options;
  const facts = new Map<AppPart, PartFacts>(trust.parts.map((part) => [part, UNKNOWN_PART]));
  let kept: TrustedManifest | null = null;
  let remembered: AssetMemory = { sequence: 0, wanted: [] };

  const remember = async (news: Partial<AssetMemory>): Promise<void> => {
    remembered = { ...remembered, ...news };
    await memory.write(remembered);
  };
  const factsOf = (part: AppPart): PartFacts => facts.get(part) ?? UNKNOWN_PART;
  const stateOf = (part: AppPart): AssetState => assetStateOf(part, factsOf(part));
  const note = (part: AppPart, news: Partial<PartFacts>): void => {
    facts.set(part, { ...factsOf(part), ...news });
    onChange(stateOf(part));
  };

  const start: AssetStore['start'] = async () => {
    remembered = await memory.read();
    kept = await readKeptManifest(disk, trust, verifier);
    for (const part of trust.parts) {
      const file = kept === null ? null : fileOf(kept.manifest, part);
      const size = file === null ? null : await disk.size(wholePathOf(file));
      const isHere = file !== null && size === file.size;
      const lost = file?.required === true || size !== null ? 'damaged' : 'absent';
      facts.set(part, {
        ...UNKNOWN_PART,
        file,
        presence: isHere ? 'here' : lost,
        isWanted: remembered.wanted.includes(part.path),
      });
    }
  };

  const want: AssetStore['want'] = async (part) => {
    if (factsOf(part).isWanted) return false;
    note(part, { isWanted: true });
    await remember({ wanted: [...remembered.wanted, part.path] });
    return true;
  };

  /** The list of the host; a later one is remembered before anything of it is used. */
  const askHost = async (signal: AbortSignal): Promise<TrustedManifest> => {
    const seen = Math.max(remembered.sequence, kept?.manifest.sequence ?? 0);
    const bytes = await readHostManifest(host, signal);
    const offered = await openAssetManifest(bytes, trust, seen, verifier);
    assertFits(offered, trust);
    const { sequence } = offered.manifest;
    if (sequence > remembered.sequence) await remember({ sequence });
    return offered;
  };

  /** Reads a part through where it should be here, and fetches it where it is due or an older one is here. */
  const settle = async (
    part: AppPart,
    file: ManifestFile,
    signal: AbortSignal,
  ): Promise<void> => {
    if ((await readWhole(disk, file, digest)) !== null) {
      note(part, { file, presence: 'here', failure: null, retryAtMs: null });
      return;
    }
    const isDamaged = await setAside(file);
    const older = await olderHere(part);
    note(part, { file, presence: isDamaged ? 'damaged' : 'absent' });
    if (older === null && !stateOf(part).isLimiting) return;
    note(part, { isFetching: true, failure: null, retryAtMs: null });
    try {
      const onBytes = (hereBytes: number): void => note(part, { hereBytes });
      await fetchPart(options, { file, older, signal, onBytes });
      note(part, { presence: 'here', isFetching: false });
    } catch (error) {
      const isOldRight = older !== null && (await readWhole(disk, older, digest)) !== null;
      const inUse = isOldRight && older.version === part.version;
      note(part, {
        ...(inUse && ({ file: older, presence: 'here' } as const)),
        ...failureAt(error, clock.nowMs()),
        isFetching: false,
      });
    }
  };

  /** Puts a damaged file where what is right of it is taken from; whether there was one. The next start knows it, too. */
  const setAside = async (file: ManifestFile): Promise<boolean> => {
    const path = wholePathOf(file);
    if ((await disk.size(path)) === null) return false;
    await disk.move(path, partialPathOf(file));
    return true;
  };

  /** What the list in use has at the place of a part, where bytes of it are here, right or wrong. */
  const olderHere = async ({ path }: AppPart): Promise<ManifestFile | null> => {
    const older = kept?.manifest.files.find((file) => file.path === path) ?? null;
    return older !== null && (await disk.size(wholePathOf(older))) !== null ? older : null;
  };

  /** From now on parts are used by this list; what it does not name goes. */
  const adopt = async (offered: TrustedManifest): Promise<void> => {
    if (kept === null || kept.signed.signature !== offered.signed.signature) {
      const next = `${KEPT_MANIFEST}.next`;
      const file = await disk.open(next, { create: true });
      try {
        const bytes = utf8ToBytes(JSON.stringify(offered.signed));
        await file.truncate(0);
        await file.write(0, bytes);
        await file.flush();
      } finally {
        await file.close();
      }
      await disk.move(next, KEPT_MANIFEST);
      kept = offered;
    }
    const named = new Set([
      KEPT_MANIFEST,
      ...offered.manifest.files.flatMap((file) => [wholePathOf(file), partialPathOf(file)]),
    ]);
    for (const { name } of await disk.list(ASSETS_DIRECTORY)) {
      const path = `${ASSETS_DIRECTORY}/${name}`;
      if (!named.has(path)) await disk.remove(path);
    }
  };

  const tend: AssetStore['tend'] = async (signal) => {
    let offered: TrustedManifest;
    try {
      offered = await askHost(signal);
    } catch (error) {
      const failed = failureAt(error, clock.nowMs());
      await checkKept(failed);
      return progress(signal);
    }
    const worked = trust.parts.filter((part) => factsOf(part).presence !== 'absent');
    for (const part of trust.parts) {
      const file = fileOf(offered.manifest, part);
      if (file !== null && !signal.aborted) await settle(part, file, signal);
    }
    const isNoWorse = trust.parts.every((part) => {
      const { file, presence } = factsOf(part);
      const isNew = file !== null && file === fileOf(offered.manifest, part);
      return (
        (isNew && presence === 'here') || !(file?.required === true || worked.includes(part))
      );
    });
    if (isNoWorse && !signal.aborted) await adopt(offered);
    return progress(signal);
  };

  /** Reads through what is here though nothing can be fetched: who needs it should not find out first. */
  const checkKept = async (failed: Partial<PartFacts>): Promise<void> => {
    for (const part of trust.parts) {
      const { file } = factsOf(part);
      if (file !== null && (await readWhole(disk, file, digest)) === null) {
        const isDamaged = (await setAside(file)) || factsOf(part).presence !== 'absent';
        note(part, { presence: isDamaged ? 'damaged' : 'absent' });
      }
      if (kept === null || stateOf(part).isLimiting) note(part, failed);
    }
  };

  const progress = (signal: AbortSignal): AssetTending => {
    const all = trust.parts.map(factsOf);
    const due = trust.parts.some((part) => stateOf(part).isLimiting);
    const times = all.flatMap(({ retryAtMs }) => (retryAtMs === null ? [] : [retryAtMs]));
    const isDone = !due && !signal.aborted && all.every(({ failure }) => failure === null);
    return { isDone, retryAtMs: times.length === 0 ? null : Math.min(...times) };
  };

  return { start, states: () => trust.parts.map(stateOf), want, tend };
};

/** What an expected failure means for a part; one that was put off by a person's doing is none. */
const failureAt = (error: unknown, nowMs: number): Pick<PartFacts, 'failure' | 'retryAtMs'> => {
  if (!isHmError(error)) throw error;
  const { type, message }: HmFailure = error;
  if (type === 'cancelled') return { failure: null, retryAtMs: null };
  return { failure: { type, message }, retryAtMs: nowMs + REST_MS };
};
