import type { HmFailure } from '../../../src/core/base/hm-error.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';
import type { Disk, DiskFile } from '../../../src/core/storage/disk.ts';

/** A call on the disk in the worker, or on one of its open files. */
export interface DiskCall {
  readonly id: number;
  readonly on: 'disk' | number;
  readonly method: keyof Disk | keyof DiskFile;
  readonly args: readonly unknown[];
}

/** How it went. */
export interface DiskAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: HmFailure;
  readonly defect?: string;
}

/** The OPFS disk of a worker, and the worker, to be killed. */
export interface WorkerDisk extends Disk {
  terminate(): void;
}

/** A fresh directory of the origin's file system, as a disk that a new worker serves; or the one named. */
export const createWorkerDisk = (rootName: string = crypto.randomUUID()): WorkerDisk => {
  const worker = new Worker(new URL('./disk.worker.ts', import.meta.url), { type: 'module' });
  const { port1: port, port2 } = new MessageChannel();
  const pending = new Map<number, (answer: DiskAnswer) => void>();
  let calls = 0;

  port.onmessage = ({ data }: MessageEvent<DiskAnswer>) => {
    pending.get(data.id)?.(data);
    pending.delete(data.id);
  };
  worker.postMessage(rootName, [port2]);

  const call = async (
    on: DiskCall['on'],
    method: DiskCall['method'],
    args: readonly unknown[],
  ) => {
    const id = calls++;
    const answer = await new Promise<DiskAnswer>((resolve) => {
      pending.set(id, resolve);
      port.postMessage({ id, on, method, args } satisfies DiskCall);
    });
    const { failure, defect } = answer;
    if (failure !== undefined) throw new HmError(failure.type, failure.message, failure.facts);
    if (defect?.startsWith('RangeError') === true) throw new RangeError(defect);
    if (defect !== undefined) throw new Error(defect);
    return answer.value;
  };

  const proxy = (on: DiskCall['on']): unknown =>
    new Proxy(
      {},
      {
        get: (_target, method) =>
          method === 'then'
            ? undefined
            : (...args: unknown[]) => call(on, method as DiskCall['method'], args),
      },
    );

  const disk = proxy('disk') as Disk;
  return {
    open: async (path, options) =>
      proxy((await call('disk', 'open', [path, options])) as number) as DiskFile,
    read: (...args) => disk.read(...args),
    size: (...args) => disk.size(...args),
    move: (...args) => disk.move(...args),
    remove: (...args) => disk.remove(...args),
    list: (...args) => disk.list(...args),
    terminate: () => worker.terminate(),
  };
};
