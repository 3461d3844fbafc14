import { readFile, readdir } from 'node:fs/promises';

/** Memory of a browser's processes in MB (10^6 bytes), shared pages divided among those who share them. */
export interface BrowserMemory {
  /** The page and its workers, which live in one renderer. */
  readonly renderers: number;
  readonly all: number;
}

/** The largest `BrowserMemory` seen while `act` ran, each number for itself. */
export const peakDuring = async <T>(
  profile: string,
  act: () => Promise<T>,
): Promise<{ readonly value: T; readonly peak: BrowserMemory; readonly samples: number }> => {
  let peak: BrowserMemory = { renderers: 0, all: 0 };
  let samples = 0;
  const over = new AbortController();
  const sampling = (async () => {
    while (!over.signal.aborted) {
      const now = await memoryOf(profile);
      peak = {
        renderers: Math.max(peak.renderers, now.renderers),
        all: Math.max(peak.all, now.all),
      };
      samples += 1;
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY_MS));
    }
  })();
  try {
    const value = await act();
    return { value, peak, samples };
  } finally {
    over.abort();
    await sampling;
  }
};

const SAMPLE_EVERY_MS = 50;

/** What the browser over `profile` takes now. */
export const memoryOf = async (profile: string): Promise<BrowserMemory> => {
  let renderers = 0;
  let all = 0;
  for (const { pid, args } of await familyOf(profile)) {
    const megabytes = await pssOf(pid);
    all += megabytes;
    if (args.includes('--type=renderer')) renderers += megabytes;
  }
  return { renderers, all };
};

/** Linux counts the time of a process in hundredths of a second. */
const MS_PER_TICK = 10;

/** Milliseconds of all cores that the browser over `profile` has used since it started. */
export const cpuMsOf = async (profile: string): Promise<number> => {
  let ticks = 0;
  for (const { stat } of await familyOf(profile)) {
    ticks += Number(stat[USER_TICKS] ?? 0) + Number(stat[SYSTEM_TICKS] ?? 0);
  }
  return ticks * MS_PER_TICK;
};

/** The processes of the browser over `profile`: its own, and all that came from it. */
const familyOf = async (profile: string): Promise<readonly Process[]> => {
  const processes = await listProcesses();
  const browser = processes.find(
    ({ args }) =>
      args.includes(`--user-data-dir=${profile}`) &&
      !args.some((arg) => arg.startsWith('--type=')),
  );
  if (browser === undefined) throw new Error(`No browser process has the profile ${profile}.`);
  const family = new Set([browser.pid]);
  for (let grown = true; grown;) {
    const before = family.size;
    for (const { pid, stat } of processes) {
      if (family.has(stat[PARENT] ?? '')) family.add(pid);
    }
    grown = family.size > before;
  }
  return processes.filter(({ pid }) => family.has(pid));
};

/** Places in /proc/<pid>/stat behind the name, proc(5). */
const PARENT = 1;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

interface Process {
  readonly pid: string;
  /** What /proc/<pid>/stat says behind the name. */
  readonly stat: readonly string[];
  readonly args: readonly string[];
}

const listProcesses = async (): Promise<readonly Process[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (pid): Promise<Process> => {
      const [args, stat] = await Promise.all([
        readIfAlive(`/proc/${pid}/cmdline`),
        readIfAlive(`/proc/${pid}/stat`),
      ]);
      // The name stands in brackets and may hold anything. Chromium's children join their arguments by
      // spaces once they have set their title.
      const behindName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { pid, stat: behindName, args: args.split(/[\0 ]/) };
    }),
  );
};

const pssOf = async (pid: string): Promise<number> => {
  const text = await readIfAlive(`/proc/${pid}/smaps_rollup`);
  return (Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024) / 1e6;
};

/** Empty where the process ended meanwhile. */
const readIfAlive = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
};
