import { APP_PARTS, type AppPart, FFMPEG, LIBHEIF } from '../core/assets/app-part.ts';
import type { AssetState } from '../core/assets/asset-state.ts';
import {
  type AssetMemory,
  type AssetStore,
  type AssetTending,
  createAssetStore,
} from '../core/assets/asset-store.ts';
import type { Clock } from '../core/base/clock.ts';
import { HmError } from '../core/base/hm-error.ts';
import type { Drive } from '../core/drive/drive.ts';
import type { Relearnt } from '../core/drive/relearn-service.ts';
import type { DriveEvent } from '../core/drive/drive-parts.ts';
import { digestBy } from '../core/manifests/digest-by.ts';
import type { MediaFacts, MediaKind } from '../core/media/media.ts';
import type { Decoders } from '../core/media/relearn-rules.ts';
import type { Disk } from '../core/storage/disk.ts';
import { createContentHasher } from '../platform/hashing/content-hasher.ts';
import { createVerifier } from '../platform/webcrypto/webcrypto-keys.ts';
import { assetTrust, ownAssetHost } from './asset-trust.ts';
import { type Methods, text } from './backend.ts';
import type { FileOriginals } from './originals.ts';

/** What the heavy parts of a drive are kept with. */
export interface HeavyPartsOptions {
  readonly disk: Disk;
  readonly drive: Pick<Drive, 'readLocal' | 'writeLocal' | 'relearn'>;
  readonly estimate: FileOriginals['estimate'];
  readonly clock: Clock;
  readonly emit: (event: DriveEvent) => void;
  /** There is something to fetch. */
  readonly onDue: () => void;
}

/** The heavy parts of the app in a drive that is open. */
export interface HeavyParts {
  readonly methods: Methods;
  /** Codes of `StartupReport.degraded`: 'part-heic' and the like. */
  degraded(): readonly string[];
  /** Whoever took a file in tells what it lacked. */
  took(facts: Pick<MediaFacts, 'kind' | 'noThumbnail'>): void;
  /** Fetches what is due; pictures that waited for a part are drawn then. */
  tend(signal: AbortSignal): Promise<AssetTending>;
  /** Looks again at what lacks something, and at pictures that a part could draw that came since; one call at a time. */
  relearn(signal: AbortSignal): Promise<Relearnt>;
}

const MEMORY = ['assets'];

/** Opens the parts that are here; nothing is asked of the host before `tend`. */
export const openHeavyParts = async (options: HeavyPartsOptions): Promise<HeavyParts> => {
  const { disk, drive, estimate, clock, onDue } = options;
  const tell = createTeller(options.emit, clock);
  const store: AssetStore = createAssetStore({
    disk,
    host: ownAssetHost(),
    digest: digestBy(createContentHasher()),
    freeBytes: async () => {
      const { quota, used } = await estimate();
      return quota - used;
    },
    wait,
    trust: assetTrust(),
    verifier: createVerifier(),
    clock,
    memory: {
      read: async () => ((await drive.readLocal(MEMORY)) ?? FORGOTTEN) as AssetMemory,
      write: ({ sequence, wanted }) =>
        drive.writeLocal(MEMORY, { sequence, wanted: [...wanted] }),
    },
    onChange: tell,
  });
  await store.start();
  const isHere = ({ state }: AssetState): boolean => state === 'here';
  const engine = (): string => {
    const parts = store.states().filter(isHere);
    return [navigator.userAgent, ...parts.map(({ path }) => path)].join(' + ');
  };
  const hasPartFor: Decoders['hasPartFor'] = (kind) =>
    store.states().some((state) => isHere(state) && state.path === partFor(kind).path);
  let last: Promise<unknown> = Promise.resolve();
  const relearn = (signal: AbortSignal): Promise<Relearnt> => {
    const turn = last.then(() => drive.relearn({ engine: engine(), hasPartFor }, signal));
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    methods: {
      'integrity.assets': () => store.states(),
      'integrity.fetchAsset': async ([path]) => {
        await store.want(partAt(text(path, 'path')));
        onDue();
      },
    },
    degraded: () =>
      store
        .states()
        .flatMap(({ isLimiting, feature }) => (isLimiting ? [`part-${feature}`] : [])),
    took: ({ kind, noThumbnail }) => {
      if (noThumbnail !== 'part-missing') return;
      void store.want(partFor(kind)).then(onDue);
    },
    tend: async (signal) => {
      const before = engine();
      const tended = await store.tend(signal);
      if (engine() !== before && !signal.aborted) await relearn(signal);
      return tended;
    },
    relearn,
  };
};

/** What reads files of a kind that the browser does not. */
const partFor = (kind: MediaKind): AppPart => (kind === 'photo' ? LIBHEIF : FFMPEG);

const partAt = (path: string): AppPart => {
  const part = APP_PARTS.find((one) => one.path === path);
  if (part !== undefined) return part;
  throw new HmError('not-found', `The app has no part ${JSON.stringify(path)}.`, { path });
};

const FORGOTTEN: AssetMemory = { sequence: 0, wanted: [] };

/** Ends early, and resolves all the same, where `signal` aborts. */
const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });

/** Tells each change of a part as a 'status', and as a warning once when less can be done than before. */
const createTeller = (emit: (event: DriveEvent) => void, clock: Clock) => {
  const limiting = new Set<string>();
  return (state: AssetState): void => {
    const { path, feature, isLimiting, sizeBytes, hereBytes, failure } = state;
    const isNews = isLimiting && failure !== null && !limiting.has(path);
    if (isNews) limiting.add(path);
    if (!isLimiting) limiting.delete(path);
    emit({
      event: 'status',
      payload: {
        at: new Date(clock.nowMs()).toISOString(),
        text: isNews ? LIMITED[feature] : `${path}: ${state.state}.`,
        level: isNews ? 'warn' : 'info',
        job: 'assets',
        phase: state.state,
        done: hereBytes,
        total: sizeBytes ?? 0,
        path,
        feature,
        retryAt: state.retryAt,
      },
    });
  };
};

const LIMITED = {
  heic: 'HEIC photos are shown by their small previews until a part of the app comes. Health says when.',
  films: 'Some films have no picture until a part of the app comes. Health says when.',
} as const;
