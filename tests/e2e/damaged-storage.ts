import type { Page } from '@playwright/test';

/** Leaves the app for a page of its origin that runs no drive: what is stored may be changed from there. */
export const leaveDrive = async (page: Page, origin: string): Promise<void> => {
  await page.goto(new URL('/manifest.webmanifest', origin).href);
};

/** One segment of the journal: its file, and where its frames begin, its end last (docs/spec/journal.md). */
export interface Segment {
  readonly name: string;
  readonly frames: readonly number[];
}

/** The newest segment of the journal that holds anything. */
export const readSegment = (page: Page): Promise<Segment> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const journal = await (await root.getDirectoryHandle('hm')).getDirectoryHandle('journal');
    let newest = { name: '', frames: [0] };
    for await (const [name, handle] of journal.entries()) {
      if (!name.endsWith('.log') || name < newest.name) continue;
      const file = await (handle as FileSystemFileHandle).getFile();
      const view = new DataView(await file.arrayBuffer());
      const frames: number[] = [];
      let at = 0;
      // Frames begin with "HMJ1".
      while (at + 28 <= file.size && view.getUint32(at) === 0x484d4a31) {
        frames.push(at);
        at += 28 + view.getUint32(at + 16);
      }
      if (frames.length > 0) newest = { name, frames: [...frames, at] };
    }
    return newest;
  });

/** Cuts a segment of the journal; waits until the thread of the drive has let go of it. */
export const cutSegment = (page: Page, { name }: Segment, sizeBytes: number): Promise<void> =>
  page.evaluate(
    async ({ segment, size }) => {
      const root = await navigator.storage.getDirectory();
      const journal = await (await root.getDirectoryHandle('hm')).getDirectoryHandle('journal');
      const handle = await journal.getFileHandle(segment);
      const cut = async (): Promise<void> => {
        const writable = await handle.createWritable({ keepExistingData: true });
        await writable.truncate(size);
        await writable.close();
      };
      for (let tries = 0; ; tries++) {
        try {
          await cut();
          return;
        } catch (error) {
          const isHeld = (error as DOMException).name === 'NoModificationAllowedError';
          if (!isHeld || tries === 200) throw error;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    },
    { segment: name, size: sizeBytes },
  );

/** Turns a bit in the middle of stored blobs, by hash. */
export const flipBlobs = (page: Page, hashes: readonly string[]): Promise<void> =>
  page.evaluate(async (wanted) => {
    const root = await navigator.storage.getDirectory();
    const blobs = await (await root.getDirectoryHandle('hm')).getDirectoryHandle('blobs');
    for (const hash of wanted) {
      const folder = await blobs.getDirectoryHandle(hash.slice(0, 2));
      const handle = await folder.getFileHandle(hash);
      const file = await handle.getFile();
      const at = Math.floor(file.size / 2);
      const [byte = 0] = new Uint8Array(await file.slice(at, at + 1).arrayBuffer());
      const writable = await handle.createWritable({ keepExistingData: true });
      await writable.write({ type: 'write', position: at, data: Uint8Array.of(byte ^ 1) });
      await writable.close();
    }
  }, hashes);

/** Moves a stored blob into a folder of this origin that is none of the drive's; the drive has it no more. */
export const takeBlobAway = (page: Page, hash: string, folder: string): Promise<void> =>
  page.evaluate(
    async ({ name, to }) => {
      const root = await navigator.storage.getDirectory();
      const blobs = await (await root.getDirectoryHandle('hm')).getDirectoryHandle('blobs');
      const from = await blobs.getDirectoryHandle(name.slice(0, 2));
      const bytes = await (await (await from.getFileHandle(name)).getFile()).arrayBuffer();
      const copies = await root.getDirectoryHandle(to, { create: true });
      const copy = await copies.getFileHandle('a copy.jpg', { create: true });
      const writable = await copy.createWritable();
      await writable.write(bytes);
      await writable.close();
      await from.removeEntry(name);
    },
    { name: hash, to: folder },
  );

/** Damages the first record of a table of the drive's database, which no page of it has open. */
export const damageRecord = (
  page: Page,
  table: string,
  damage: 'flip' | 'delete' | 'swap',
): Promise<void> =>
  page.evaluate(
    async ({ name, how }) => {
      const answer = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('no answer'));
        });
      const database = await answer(indexedDB.open('hm-catalog'));
      const store = database.transaction(name, 'readwrite').objectStore(name);
      const [one, two] = await answer(store.getAllKeys(null, 2));
      if (one === undefined || two === undefined) throw new Error(`${name} has no two records`);
      const [first, second] = (await answer(store.getAll(null, 2))) as [Uint8Array, Uint8Array];
      if (how === 'delete') await answer(store.delete(one));
      else if (how === 'flip') await answer(store.put(first.with(9, (first[9] ?? 0) ^ 2), one));
      else {
        await answer(store.put(second, one));
        await answer(store.put(first, two));
      }
      database.close();
    },
    { name: table, how: damage },
  );
