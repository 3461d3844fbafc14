/** What a worker is to read. */
export interface ReaderOrder {
  readonly root: string;
  readonly path: string;
  readonly heldBytes: number;
}

/** What it says: a piece came and is held until it is told to go on; or how it ended. */
export type ReaderAnswer =
  | { readonly type: 'piece' }
  /** `bytes` are the length and the first byte of each piece. */
  | { readonly type: 'end'; readonly isRead: boolean; readonly bytes: readonly number[] }
  | { readonly type: 'failed'; readonly name: string };

/** A reading in a worker of its own. */
export interface HeldReading {
  /** The next thing that the worker says. */
  next(): Promise<ReaderAnswer>;
  goOn(): void;
  terminate(): void;
}

/** Begins to read. */
export const readInWorker = (order: ReaderOrder): HeldReading => {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  const said: ReaderAnswer[] = [];
  let hear: ((answer: ReaderAnswer) => void) | null = null;
  worker.onmessage = ({ data }: MessageEvent<ReaderAnswer>) => {
    if (hear === null) said.push(data);
    else hear(data);
    hear = null;
  };
  worker.postMessage(order);
  return {
    next: () =>
      new Promise((resolve) => {
        const first = said.shift();
        if (first === undefined) hear = resolve;
        else resolve(first);
      }),
    goOn: () => worker.postMessage('go-on'),
    terminate: () => worker.terminate(),
  };
};

/** Lets it go on to its end. */
export const readToEnd = async (reading: HeldReading): Promise<ReaderAnswer> => {
  for (;;) {
    const answer = await reading.next();
    if (answer.type !== 'piece') {
      reading.terminate();
      return answer;
    }
    reading.goOn();
  }
};
