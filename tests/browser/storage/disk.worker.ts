import { isHmError } from '../../../src/core/base/hm-error.ts';
import type { DiskFile } from '../../../src/core/storage/disk.ts';
import { createOpfsDisk } from '../../../src/platform/opfs/opfs-disk.ts';
import type { DiskAnswer, DiskCall } from './worker-disk.ts';

// An OPFS disk in a dedicated worker, the only place that has sync access handles, for tests in the page.

const files = new Map<number, DiskFile>();

const rootOf = async (name: string): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });

const serve = async (port: MessagePort, rootName: string): Promise<void> => {
  const disk = createOpfsDisk(await rootOf(rootName));
  const run = async ({ on, method, args }: DiskCall): Promise<unknown> => {
    const target = on === 'disk' ? disk : files.get(on);
    const act = target?.[method as keyof typeof target] as (
      ...a: unknown[]
    ) => Promise<unknown>;
    const value = await act.apply(target, [...args]);
    if (method !== 'open') return value;
    files.set(files.size, value as DiskFile);
    return files.size - 1;
  };
  port.onmessage = ({ data }: MessageEvent<DiskCall>) => {
    run(data).then(
      (value) => port.postMessage({ id: data.id, value } satisfies DiskAnswer),
      (error: unknown) => port.postMessage(toAnswer(data.id, error)),
    );
  };
};

const toAnswer = (id: number, error: unknown): DiskAnswer => {
  if (isHmError(error)) {
    const { type, message, facts } = error;
    return { id, failure: { type, message, facts } };
  }
  return {
    id,
    defect: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
};

addEventListener('message', ({ data, ports: [port] }: MessageEvent<string>) => {
  if (port !== undefined) void serve(port, data);
});
