import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** What the baseline made of one file. */
export interface NativeFile {
  readonly file: string;
  /** BLAKE2b-256 in hex. */
  readonly hash: string;
  readonly sizes: readonly {
    readonly size: number;
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
  }[];
}

/** One run of the baseline over some files. */
export interface NativeRun {
  readonly tookMs: number;
  /** Of all cores together; 0 where the system does not tell. */
  readonly cpuMs: number;
  readonly taken: readonly NativeFile[];
}

/** What to run. */
export interface NativeOptions {
  readonly processes: number;
  /** Whether hash, copy and thumbnails of a file overlap. */
  readonly atOnce: boolean;
  /** Where each process makes a directory of its own, by number. */
  readonly out: string;
  /** Whether each thumbnail is kept as `<file's place>-<size>.jpg`, to be compared. */
  readonly keep?: boolean;
  readonly files: readonly string[];
}

const SCRIPT = join(import.meta.dirname, 'native-import.mjs');

/** The baseline's command for a person. */
export const nativeCommand = ({ processes, atOnce, out }: NativeOptions): string =>
  `${processes} × node tests/bench/native-import.mjs --out ${out}${atOnce ? ' --at-once' : ''} FILE…`;

/** Runs the baseline, each process its share of the files; the time is that of the slowest, starts not counted. */
export const runNative = async (options: NativeOptions): Promise<NativeRun> => {
  const shares = Array.from({ length: options.processes }, (_, share) =>
    options.files.filter((_file, i) => i % options.processes === share),
  );
  const workers = shares.map((files, share) => startWorker(options, files, share));
  await Promise.all(workers.map(({ ready }) => ready));
  const startMs = performance.now();
  const runs = await Promise.all(workers.map((worker) => worker.go()));
  return {
    tookMs: performance.now() - startMs,
    cpuMs: runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    taken: runs.flatMap(({ taken }) => taken),
  };
};

const startWorker = (
  { atOnce, out, keep = false }: NativeOptions,
  files: readonly string[],
  share: number,
) => {
  const flags = ['--out', join(out, String(share))];
  if (atOnce) flags.push('--at-once');
  if (keep) flags.push('--keep');
  const child = spawn(process.execPath, [SCRIPT, ...flags, ...files], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line: IteratorResult<string, undefined> = await lines.next();
    if (line.done === true)
      throw new Error('The native baseline ended early: its message stands above.');
    return line.value;
  };
  return {
    ready: next(),
    go: async (): Promise<NativeRun> => {
      child.stdin.end('go\n');
      return JSON.parse(await next()) as NativeRun;
    },
  };
};
