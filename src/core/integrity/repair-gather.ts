import { isHmError } from '../base/hm-error.ts';
import type { ContentHasher } from '../media/ingest-ports.ts';
import type { Damage } from './damage.ts';
import type { FoundChunk, RepairSource, WantedChunk } from './repair-source.ts';

/** How long is waited before a source that could not be asked is asked again. */
const BACK_OFF_MS = [2_000, 4_000, 8_000];

/** What asking needs. */
export interface Gathering {
  readonly hasher: Pick<ContentHasher, 'chunk'>;
  /** Resolves after so many milliseconds of the clock. */
  readonly wait: (ms: number) => Promise<void>;
}

/** Who gave what. */
export interface Gathered {
  /** What nobody had. */
  readonly left: readonly WantedChunk[];
  /** Names of the sources that were asked, in order. */
  readonly tried: readonly string[];
  /** The source that gave the most bytes; '' where none gave any. */
  readonly source: string;
}

/**
 * Asks one source after another for chunks that are still wanted; `take` gets each that hashes to what it
 * should. A source that rejects is asked again after 2, 4 and 8 s, then passed over. Rejects as `take` does.
 */
export const gatherChunks = async (
  { hasher, wait }: Gathering,
  sources: readonly RepairSource[],
  damage: Damage,
  wanted: readonly WantedChunk[],
  take: (found: FoundChunk) => Promise<void>,
): Promise<Gathered> => {
  const left = new Set(wanted);
  const given = new Map<string, number>();
  const tried: string[] = [];

  const takeIfRight = async (source: string, found: FoundChunk): Promise<void> => {
    const { chunk, bytes } = found;
    if (!left.has(chunk) || bytes.length !== chunk.end - chunk.start) return;
    if (chunk.hash !== null && (await hasher.chunk(bytes)) !== chunk.hash) return;
    await take(found);
    left.delete(chunk);
    given.set(source, (given.get(source) ?? 0) + bytes.length);
  };

  for (const source of sources) {
    if (left.size === 0) break;
    tried.push(source.name);
    for (const delayMs of [...BACK_OFF_MS, null]) {
      const asked = source.chunks(damage, [...left]);
      const isAnswered = await eachFound(asked, (found) => takeIfRight(source.name, found));
      if (isAnswered || delayMs === null) break;
      await wait(delayMs);
    }
  }
  const [most] = [...given].sort((a, b) => b[1] - a[1]);
  return { left: [...left], tried, source: most?.[0] ?? '' };
};

/** Whether the source answered to its end; what `use` rejects with is the caller's. */
const eachFound = async (
  answers: AsyncIterable<FoundChunk>,
  use: (found: FoundChunk) => Promise<void>,
): Promise<boolean> => {
  const iterator = answers[Symbol.asyncIterator]();
  const next = async (): Promise<IteratorResult<FoundChunk> | null> => {
    try {
      return await iterator.next();
    } catch (error) {
      if (isHmError(error)) return null;
      throw error;
    }
  };
  for (;;) {
    const step = await next();
    if (step === null) return false;
    if (step.done === true) return true;
    try {
      await use(step.value);
    } catch (error) {
      await iterator.return?.();
      throw error;
    }
  }
};
