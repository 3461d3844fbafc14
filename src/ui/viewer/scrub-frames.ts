/** Frames under the pointer: the latest wanted is made next, and those made are kept. */

/** What the strip works with. */
export interface ScrubFramesOptions<Frame> {
  load(seconds: number): Promise<Frame | null>;
  /** Called with the frame that is to be seen now, `null` for none. */
  show(frame: Frame | null): void;
}

/** The strip of one film. */
export interface ScrubFrames {
  /** Asks for the frame at `seconds` of a film of `duration`; one under way is finished, others are skipped. */
  want(seconds: number, duration: number): void;
  /** Nothing is wanted any more. */
  forget(): void;
  dispose(): void;
}

/** So many frames are told apart over a film. */
const SLOTS = 200;
/** Frames kept: 120 of 213 × 120 pixels are 12 MB. */
const KEPT = 120;

/** An empty strip. */
export const createScrubFrames = <Frame extends { close(): void }>(
  options: ScrubFramesOptions<Frame>,
): ScrubFrames => {
  const frames = new Map<number, Frame | null>();
  let wanted: { readonly slot: number; readonly seconds: number } | null = null;
  let isLoading = false;
  let isDisposed = false;

  const keep = (slot: number, frame: Frame | null): void => {
    frames.set(slot, frame);
    const [oldest] = frames.keys();
    if (frames.size <= KEPT || oldest === undefined) return;
    frames.get(oldest)?.close();
    frames.delete(oldest);
  };

  const pump = async (): Promise<void> => {
    if (isLoading) return;
    isLoading = true;
    try {
      while (wanted !== null && !frames.has(wanted.slot)) {
        const { slot, seconds } = wanted;
        const frame = await options.load(seconds);
        if (isDisposed) frame?.close();
        else keep(slot, frame);
        if (isDisposed) return;
      }
    } finally {
      isLoading = false;
    }
    if (wanted !== null) options.show(frames.get(wanted.slot) ?? null);
  };

  return {
    want: (seconds, duration) => {
      if (!(duration > 0)) return;
      const slot = Math.min(SLOTS - 1, Math.floor((SLOTS * Math.max(0, seconds)) / duration));
      wanted = { slot, seconds: (slot / SLOTS) * duration };
      if (frames.has(slot)) options.show(frames.get(slot) ?? null);
      else void pump();
    },
    forget: () => {
      wanted = null;
    },
    dispose: () => {
      isDisposed = true;
      wanted = null;
      options.show(null);
      for (const frame of frames.values()) frame?.close();
      frames.clear();
    },
  };
};
