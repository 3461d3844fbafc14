import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobId } from '../../../src/core/base/ids.ts';
import type { ImportSource, UnreadableSource } from '../../../src/core/imports/import-job.ts';
import { walkDirectory } from '../../../src/platform/file-system-access/directory-walk.ts';
import { readFileBytes } from '../../../src/platform/file-system-access/file-bytes.ts';
import {
  openEntries,
  rootsOf,
} from '../../../src/platform/file-system-access/import-entries.ts';
import { createSourceKeeper } from '../../../src/platform/file-system-access/source-keeper.ts';
import { fetchAsFile } from '../../../src/platform/file-system-access/url-fetch.ts';
import { readDrop, readEntry } from '../../../src/platform/page/drop.ts';
import { readPaste } from '../../../src/platform/page/paste.ts';
import { pickDirectory, pickFiles } from '../../../src/platform/page/pickers.ts';
import { toSources } from '../../../src/platform/page/sources.ts';

const ROOM = 'imports-page-sources-test';
let room: FileSystemDirectoryHandle;

beforeEach(async () => {
  const root = await navigator.storage.getDirectory();
  room = await root.getDirectoryHandle(ROOM, { create: true });
});
afterEach(async () => {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(ROOM, { recursive: true });
});

const makeFile = async (
  directory: FileSystemDirectoryHandle,
  name: string,
  text: string,
): Promise<FileSystemFileHandle> => {
  const handle = await directory.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  await writable.write(text);
  await writable.close();
  return handle;
};

const all = async (files: AsyncIterable<ImportSource<File> | UnreadableSource>) => {
  const found: (ImportSource<File> | UnreadableSource)[] = [];
  for await (const file of files) found.push(file);
  return found;
};
const paths = (found: readonly { readonly path: string }[]) =>
  found.map(({ path }) => path).sort();

describe('a directory handle', () => {
  it('I14 a directory of 12,000 entries is walked whole', { timeout: 180_000 }, async () => {
    const names = Array.from({ length: 12_000 }, (_, i) => `${i}.jpg`);
    for (let at = 0; at < names.length; at += 200)
      await Promise.all(
        names.slice(at, at + 200).map((name) => room.getFileHandle(name, { create: true })),
      );
    const found = await all(walkDirectory(room));
    expect(paths(found)).toEqual(names.map((name) => `${ROOM}/${name}`).sort());
    expect(found.every((one) => 'file' in one)).toBe(true);
  });

  it('I14 paths begin with the name of the directory, and folders below keep their place', async () => {
    const june = await (
      await room.getDirectoryHandle('2024', { create: true })
    ).getDirectoryHandle('June', { create: true });
    await makeFile(june, 'a.jpg', 'a');
    await makeFile(room, 'b.jpg', 'b');
    await room.getDirectoryHandle('empty', { create: true });
    expect(paths(await all(walkDirectory(room)))).toEqual([
      `${ROOM}/2024/June/a.jpg`,
      `${ROOM}/b.jpg`,
    ]);
    expect(paths(await all(walkDirectory(room, '')))).toEqual(['2024/June/a.jpg', 'b.jpg']);
  });

  it('I3 what vanished is told, and the rest is walked', async () => {
    const gone = await makeFile(room, 'gone.jpg', 'g');
    const here = await makeFile(room, 'here.jpg', 'h');
    await room.removeEntry('gone.jpg');
    const found = await all(openEntries(toSources([gone, here])));
    expect(found).toMatchObject([
      { path: 'gone.jpg', failure: { type: 'read-failed' } },
      { path: 'here.jpg' },
    ]);
    const lost = await room.getDirectoryHandle('lost', { create: true });
    await room.removeEntry('lost');
    expect(await all(walkDirectory(lost))).toMatchObject([{ path: 'lost', failure: {} }]);
  });

  it('I9 handles that were kept open the same files by the same paths', async () => {
    await makeFile(await room.getDirectoryHandle('in', { create: true }), 'a.jpg', 'first');
    const single = await makeFile(room, 'b.jpg', 'b');
    const vault = new Map<string, unknown>();
    const keeper = createSourceKeeper({
      get: (name) => Promise.resolve(vault.get(name)),
      put: (name, value) => Promise.resolve(void vault.set(name, value)),
      delete: (name) => Promise.resolve(void vault.delete(name)),
    });
    const job = 'job' as JobId;
    const entries = toSources([await room.getDirectoryHandle('in'), single]);
    await keeper.keep(job, rootsOf(entries));
    const reopened = await keeper.reopen(job);
    expect([...reopened.keys()].sort()).toEqual(['b.jpg', 'in/a.jpg']);
    expect(await reopened.get('in/a.jpg')?.text()).toBe('first');
    await keeper.forget(job);
    expect((await keeper.reopen(job)).size).toBe(0);
    vault.set('import-sources/job', [{ path: 1 }, 'x', null]);
    expect((await keeper.reopen(job)).size).toBe(0);
  });

  it('I9 a handle that may not be read without asking is left alone', async () => {
    const handle = await makeFile(room, 'a.jpg', 'a');
    Object.assign(handle, { queryPermission: () => Promise.resolve('prompt') });
    const vault = { get: () => Promise.resolve([{ path: 'a.jpg', handle }]) };
    const keeper = createSourceKeeper({
      ...vault,
      put: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    });
    expect((await keeper.reopen('job' as JobId)).size).toBe(0);
    expect(await keeper.roots('job' as JobId)).toHaveLength(1);
  });

  it('the first bytes of a file are read, and one that changed since is named', async () => {
    const handle = await makeFile(room, 'a.xmp', 'sidecar');
    const file = await handle.getFile();
    expect(new TextDecoder().decode(await readFileBytes(file, 4))).toBe('side');
    await makeFile(room, 'a.xmp', 'something else');
    await expect(readFileBytes(file, 4)).rejects.toMatchObject({ type: 'read-failed' });
  });
});

describe('what a page is given', () => {
  it('I14 a file chosen with its folder keeps its place', () => {
    const chosen = new File(['x'], 'a.jpg');
    Object.defineProperty(chosen, 'webkitRelativePath', { value: 'Trip/day 1/a.jpg' });
    expect(paths(toSources([chosen, new File(['y'], 'b.jpg')]))).toEqual([
      'Trip/day 1/a.jpg',
      'b.jpg',
    ]);
  });

  it('I14 a dropped folder of 250 entries comes whole, in batches of a hundred', async () => {
    const fileEntry = (name: string) => ({
      isFile: true,
      isDirectory: false,
      name,
      file: (resolve: (file: File) => void) => resolve(new File(['x'], name)),
    });
    const directoryEntry = (name: string, children: readonly { name: string }[]) => ({
      isFile: false,
      isDirectory: true,
      name,
      createReader: () => {
        let at = 0;
        return {
          readEntries: (resolve: (batch: readonly unknown[]) => void) =>
            resolve(children.slice(at, (at += 100))),
        };
      },
    });
    const broken = {
      ...fileEntry('broken.jpg'),
      file: (_: unknown, reject: (error: DOMException) => void) =>
        reject(new DOMException('gone', 'NotFoundError')),
    };
    const many = Array.from({ length: 250 }, (_, i) => fileEntry(`${i}.jpg`));
    const tree = directoryEntry('Trip', [directoryEntry('many', many), broken]);
    const found = await readEntry(tree as unknown as FileSystemEntry, 'Trip');
    expect(found).toHaveLength(251);
    expect(found).toContainEqual(expect.objectContaining({ path: 'Trip/many/249.jpg' }));
    expect(found.at(-1)).toMatchObject({
      path: 'Trip/broken.jpg',
      failure: { type: 'read-failed' },
    });
  });

  it('a drop gives its files, and its text is no file', async () => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'a.jpg'));
    transfer.items.add('hello', 'text/plain');
    const entries = await readDrop(transfer);
    const found = await all(openEntries(entries));
    expect(paths(found)).toEqual(['a.jpg']);
  });

  it('a paste gives files, else the links of its text', () => {
    const files = new DataTransfer();
    files.items.add(new File(['x'], 'image.png'));
    files.setData('text/plain', 'https://example.org/a.jpg');
    const pasted = readPaste(new ClipboardEvent('paste', { clipboardData: files }));
    expect(paths(pasted.entries)).toEqual(['image.png']);
    expect(pasted.links).toEqual([]);
    const text = new DataTransfer();
    text.setData(
      'text/plain',
      'see https://example.org/a.jpg and\nhttps://example.org/a.jpg ftp://x/y',
    );
    expect(readPaste(new ClipboardEvent('paste', { clipboardData: text })).links).toEqual([
      'https://example.org/a.jpg',
    ]);
  });

  it('where there are no pickers, an input asks; a change of mind gives nothing', async () => {
    const clicked: HTMLInputElement[] = [];
    const click = vi.spyOn(HTMLInputElement.prototype, 'click');
    click.mockImplementation(function (this: HTMLInputElement) {
      clicked.push(this);
    });
    try {
      const page = { document } as Window & typeof globalThis;
      const directory = pickDirectory(page);
      const [input] = clicked;
      expect([input?.webkitdirectory, input?.multiple]).toEqual([true, true]);
      input?.dispatchEvent(new Event('cancel'));
      expect(await directory).toEqual([]);
      const files = pickFiles(page);
      const chosen = new DataTransfer();
      chosen.items.add(new File(['x'], 'a.jpg'));
      chosen.items.add(new File(['y'], 'b.jpg'));
      const [, second] = clicked;
      if (second !== undefined) second.files = chosen.files;
      second?.dispatchEvent(new Event('change'));
      expect(paths(await files)).toEqual(['a.jpg', 'b.jpg']);
      expect(document.querySelector('input[type=file]')).toBeNull();
    } finally {
      click.mockRestore();
    }
  });

  it('pickers that give handles are preferred, and closing one gives nothing', async () => {
    const handle = await makeFile(room, 'a.jpg', 'a');
    const page = {
      showOpenFilePicker: () => Promise.resolve([handle]),
      showDirectoryPicker: () => Promise.reject(new DOMException('closed', 'AbortError')),
    } as unknown as Window;
    expect(await pickFiles(page)).toEqual([{ path: 'a.jpg', handle }]);
    expect(await pickDirectory(page)).toEqual([]);
  });
});

describe('a web address', () => {
  it('is fetched as a file with the name of its path', async () => {
    const file = await fetchAsFile(new URL('/package.json?x=1', location.href).href);
    expect(file.name).toBe('package.json');
    expect(file.size).toBeGreaterThan(100);
  });

  it('that is no web address is refused', async () => {
    for (const link of [
      'ftp://x/y',
      'file:///etc/hosts',
      'javascript:1',
      'https://a:b@x/y',
      'x',
    ])
      await expect(fetchAsFile(link)).rejects.toMatchObject({ type: 'bad-link' });
  });

  it('that does not answer, or answers no, is named with the way out', async () => {
    const nobody = fetchAsFile('http://127.0.0.1:9/a.jpg');
    await expect(nobody).rejects.toMatchObject({
      type: 'fetch-failed',
      message: expect.stringContaining('http://127.0.0.1:9/a.jpg') as string,
    });
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response('no', { status: 404 }));
    await expect(fetchAsFile('https://example.org/a.jpg')).rejects.toMatchObject({
      type: 'fetch-failed',
      facts: { url: 'https://example.org/a.jpg', status: 404 },
    });
    vi.restoreAllMocks();
    const stopped = fetchAsFile(location.href, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ type: 'cancelled' });
  });
});
