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
  let isOver = false;
  const sampling = (async () => {
    while (!isOver) {
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
    isOver = true;
    await sampling;
  }
};

const SAMPLE_EVERY_MS = 50;

/** The processes of the browser over `profile`: its own, and all that came from it. */
export const memoryOf = async (profile: string): Promise<BrowserMemory> => {
  const processes = await listProcesses();
  const [browser] = processes.filter(
    ({ args }) =>
      args.includes(`--user-data-dir=${profile}`) && !args.some((arg) => arg.startsWith('--type=')),
  );
  if (browser === undefined) throw new Error(`No browser process has the profile ${profile}.`);
  const family = new Set([browser.pid]);
  for (let grown = true; grown;) {
    const children = processes.filter(({ pid, parent }) => family.has(parent) && !family.has(pid));
    for (const { pid } of children) family.add(pid);
    grown = children.length > 0;
  }
  let renderers = 0;
  let all = 0;
  for (const { pid, args } of processes.filter((process) => family.has(process.pid))) {
    const megabytes = await pssOf(pid);
    all += megabytes;
    if (args.includes('--type=renderer')) renderers += megabytes;
  }
  return { renderers, all };
};

interface Process {
  readonly pid: string;
  readonly parent: string;
  readonly args: readonly string[];
}

const listProcesses = async (): Promise<readonly Process[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid): Promise<Process[]> => {
      const [args, stat] = await Promise.all([
        readIfAlive(`/proc/${pid}/cmdline`),
        readIfAlive(`/proc/${pid}/stat`),
      ]);
      // After the name, which stands in brackets and may hold anything: state, then parent.
      const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '';
      // Chromium's children join their arguments by spaces once they have set their title.
      return [{ pid, parent, args: args.split(/[\0 ]/) }];
    }),
  );
  return found.flat();
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
