import { expect, it } from 'vitest';
import { createIdbKeys } from '../../../src/platform/idb/idb-keys.ts';
import { describeKeyVault } from '../../contract/key-vault.suite.ts';

describeKeyVault('IndexedDB', () => createIdbKeys(crypto.randomUUID()));

it('a folder handle survives a new connection', async () => {
  const name = crypto.randomUUID();
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(name, { create: true });
  const first = await createIdbKeys(name);
  await first.put('folder.1', folder);
  await first.close();
  const back = await (await createIdbKeys(name)).get('folder.1');
  expect(back).toBeInstanceOf(FileSystemDirectoryHandle);
  expect(await folder.isSameEntry(back as FileSystemDirectoryHandle)).toBe(true);
});
