import type { AssetTending } from '../../core/assets/asset-store.ts';

/** How long after the start heavy parts are looked for: the first screen goes first. */
const FIRST_MS = 5_000;
/** How long is waited while the drive works for a person. */
const BUSY_MS = 5_000;
/** A timer takes no longer time than some days. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1_000;

/** Fetches the heavy parts of the app while the drive works for nobody. */
export interface AssetTender {
  /** Power is to be saved: what is under way stops, and goes on once the drive is not busy. */
  rest(): void;
  /** Somebody needs a part, or the network is back: there is something to do now. */
  due(): void;
}

/** What a tender is made of. */
export interface AssetTenderOptions {
  readonly tend: (signal: AbortSignal) => Promise<AssetTending>;
  /** Whether the drive works for a person by itself, or has to save power. */
  readonly isBusy: () => boolean;
  readonly nowMs: () => number;
  readonly onDefect: (error: unknown) => void;
}

/** Tends soon after the start, whenever something is due, and when a host that failed may be asked again. */
export const createAssetTender = ({
  tend,
  isBusy,
  nowMs,
  onDefect,
}: AssetTenderOptions): AssetTender => {
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** How often something became due. */
  let asked = 0;

  const runIn = (ms: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void run(), Math.min(LONGEST_WAIT_MS, Math.max(0, ms)));
  };

  const run = async (): Promise<void> => {
    timer = null;
    if (isBusy()) {
      runIn(BUSY_MS);
      return;
    }
    running = new AbortController();
    const { signal } = running;
    const before = asked;
    try {
      const { isDone, retryAtMs } = await tend(signal);
      if (signal.aborted || asked !== before) runIn(BUSY_MS);
      else if (!isDone && retryAtMs !== null) runIn(retryAtMs - nowMs());
    } catch (error) {
      // Whatever stands in the way (a disk that fails) does so until something is due again.
      onDefect(error);
    } finally {
      running = null;
    }
  };

  runIn(FIRST_MS);
  return {
    rest: () => running?.abort(),
    due: () => {
      asked += 1;
      if (running === null) runIn(0);
    },
  };
};
