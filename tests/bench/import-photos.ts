import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { defaultPoolSize } from '../../src/platform/worker-pool/media-pool.ts';
import type { MediaId } from '../../src/core/base/ids.ts';
import type { Bench, BenchOptions, Measure } from './bench.ts';
import { measureOf } from './bench.ts';
import { cpuMsOf } from './browser-processes.ts';
import { importPicked, pickFiles, withDrive } from './bench-browser.ts';
import { CAMERA, makePhotos } from './make-photos.ts';
import {
  type NativeOptions,
  type NativeRun,
  nativeCommand,
  runNative,
} from './native-baseline.ts';
import { warmPageCache } from './page-cache.ts';

/** Imported before the clock starts, so that on neither side a start is measured: workers, libraries. */
const WARM_UP = 2;
/** How many pictures of both sides are compared pixel by pixel. */
const COMPARED = 3;
const SIZES = [512, 256, 128] as const;

/** Import of photos, beside libvips, b2sum and a copy on the same files in turn. */
export const importPhotos: Bench = {
  name: 'import-photos',
  run: async (options) => [
    ...(await compare(options, 'plain JPEGs', false, 1)),
    ...(await compare(options, 'JPEGs with a preview', true, 2)),
  ],
};

const compare = async (
  options: BenchOptions,
  what: string,
  hasPreview: boolean,
  aim: number,
): Promise<readonly Measure[]> => {
  const { cache, photos, rounds, say } = options;
  say(`making ${photos} ${what} of 24 MP where they are missing`);
  const directory = join(cache, 'photos');
  const all = await makePhotos(directory, photos + WARM_UP, { ...CAMERA, hasPreview });
  const files = all.slice(0, photos);
  const sizeBytes = await warmPageCache(all);
  const megabytes = (sizeBytes / all.length / 1e6) * files.length;
  const native = { processes: defaultPoolSize(availableParallelism()), files };
  say(`native baseline: ${nativeCommand({ ...native, atOnce: false, out: 'DIRECTORY' })}`);
  const rounded: Round[] = [];
  let last: AppRun | null = null;
  for (let round = 1; round <= rounds; round++) {
    last = await runApp(all, files.length);
    const inTurn = await runNativeOnce({ ...native, atOnce: false });
    const atOnce = await runNativeOnce({ ...native, atOnce: true });
    rounded.push({ app: last, inTurn, atOnce });
    say(
      `round ${round}: app ${toSeconds(last)}, native ${toSeconds(inTurn)}, its steps overlapped ${toSeconds(atOnce)}`,
    );
  }
  return [
    ...measuresOf(what, rounded, megabytes, files.length, aim),
    ...(last === null ? [] : await compareOutputs(what, files.slice(0, COMPARED), last)),
  ];
};

/** How long each side took, on the clock and of all cores together. */
interface Took {
  readonly tookMs: number;
  readonly cpuMs: number;
}

interface Round {
  readonly app: Took;
  readonly inTurn: Took;
  readonly atOnce: Took;
}

const measuresOf = (
  what: string,
  rounds: readonly Round[],
  megabytes: number,
  count: number,
  aim: number,
): readonly Measure[] => {
  const ratio = (of: 'inTurn' | 'atOnce', name: keyof Took) =>
    rounds.map((round) => round[of][name] / round.app[name]);
  const rate = (of: keyof Round) =>
    rounds.map((round) => megabytes / (round[of].tookMs / 1000));
  const cpu = (of: keyof Round) => rounds.map((round) => round[of].cpuMs / count);
  return [
    measureOf(`${what}: native time / app time`, 'x', ratio('inTurn', 'tookMs'), {
      atLeast: aim,
    }),
    measureOf(`${what}: the same, native steps overlapped`, 'x', ratio('atOnce', 'tookMs')),
    measureOf(`${what}: app`, 'MB/s', rate('app')),
    measureOf(`${what}: native`, 'MB/s', rate('inTurn')),
    measureOf(`${what}: native, steps overlapped`, 'MB/s', rate('atOnce')),
    measureOf(`${what}: CPU time of the app, all processes`, 'ms/photo', cpu('app')),
    measureOf(`${what}: CPU time of native`, 'ms/photo', cpu('inTurn')),
  ];
};

const toSeconds = ({ tookMs }: Took): string => `${(tookMs / 1000).toFixed(2)} s`;

const runNativeOnce = async (options: Omit<NativeOptions, 'out'>): Promise<NativeRun> => {
  const out = await mkdtemp(join(tmpdir(), 'hm-bench-native-'));
  try {
    return await runNative({ ...options, out });
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};

/** What the app made of the files that are compared. */
interface AppRun extends Took {
  readonly hashes: readonly string[];
  /** By file, then by `SIZES`. */
  readonly thumbnails: readonly (readonly Uint8Array[])[];
}

/** A new drive for each round, since no file is imported twice into one. */
const runApp = async (all: readonly string[], count: number): Promise<AppRun> => {
  const profile = await mkdtemp(join(tmpdir(), 'hm-bench-profile-'));
  try {
    return await withDrive(profile, async (page) => {
      await pickFiles(page, all.slice(count));
      await importPicked(page, 'warm-up');
      await pickFiles(page, all.slice(0, count));
      const beforeMs = await cpuMsOf(profile);
      const { tookMs } = await importPicked(page, 'measured');
      const cpuMs = (await cpuMsOf(profile)) - beforeMs;
      return { tookMs, cpuMs, ...(await readOutputs(page)) };
    });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};

const readOutputs = async (page: Page): Promise<Omit<AppRun, keyof Took>> => {
  const read = await page.evaluate(
    async ({ sizes, compared }) => {
      const { drive } = window.hm;
      const { items } = await drive.listMedia('measured', { sort: 'name', order: 'asc' });
      const toBase64 = (blob: Blob): Promise<string> =>
        new Promise((resolve, reject) => {
          const reader = new FileReader();
          reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
          reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
          reader.readAsDataURL(blob);
        });
      const thumbnailsOf = async (id: MediaId): Promise<string[]> =>
        Promise.all(sizes.map(async (size) => toBase64(await drive.thumbnail(id, size))));
      const chosen = items.slice(0, compared);
      return {
        hashes: chosen.map(({ hash }) => hash as string),
        thumbnails: await Promise.all(chosen.map(({ id }) => thumbnailsOf(id))),
      };
    },
    { sizes: SIZES, compared: COMPARED },
  );
  const thumbnails = read.thumbnails.map((of) => of.map((text) => Buffer.from(text, 'base64')));
  return { hashes: read.hashes, thumbnails };
};

/** Whether both sides made the same: equal hashes and pixel sizes, or it throws; then bytes and looks. */
const compareOutputs = async (
  what: string,
  files: readonly string[],
  app: AppRun,
): Promise<readonly Measure[]> => {
  const out = await mkdtemp(join(tmpdir(), 'hm-bench-native-'));
  try {
    const { taken } = await runNative({ processes: 1, atOnce: false, keep: true, out, files });
    const differences: number[] = [];
    const shares: number[] = [];
    for (const [i, { hash, file }] of taken.entries()) {
      if (hash !== app.hashes[i])
        throw new Error(`${file}: native ${hash}, app ${String(app.hashes[i])}`);
      for (const [at, size] of SIZES.entries()) {
        const native = await readFile(join(out, '0', `${i}-${size}.jpg`));
        const own = app.thumbnails[i]?.[at] ?? new Uint8Array();
        shares.push(own.length / native.length);
        differences.push(await meanDifference(native, own, `${file} at ${size}`));
      }
    }
    return [
      measureOf(`${what}: thumbnail bytes, app / native`, 'x', shares, { atMost: 1.25 }),
      measureOf(`${what}: mean difference of thumbnails, of 255`, 'levels', differences),
    ];
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};

/** How far two encoded pictures of the same size lie apart, in levels per channel. */
const meanDifference = async (
  one: Uint8Array,
  other: Uint8Array,
  which: string,
): Promise<number> => {
  const [a, b] = await Promise.all([one, other].map(pixelsOf));
  if (a === undefined || b === undefined) throw new Error(`${which}: no pixels`);
  if (a.info.width !== b.info.width || a.info.height !== b.info.height) {
    throw new Error(
      `${which}: native ${a.info.width} × ${a.info.height}, app ${b.info.width} × ${b.info.height}`,
    );
  }
  let sum = 0;
  for (const [i, level] of a.data.entries()) sum += Math.abs(level - (b.data[i] ?? 0));
  return sum / a.data.length;
};

const pixelsOf = (bytes: Uint8Array) =>
  sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
