import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { blake2b } from 'hash-wasm';
import type { MediaId } from '../../src/core/base/ids.ts';

/** Something that bears bytes: the hash by which the drive knows them, and the SHA-256 of what is there. */
export interface HashedBytes {
  readonly hash: string;
  readonly sha256: string;
}

/** Both hashes of bytes as they ought to be, by code that is none of the app's. */
export const hashBytes = async (bytes: Uint8Array): Promise<HashedBytes> => ({
  hash: await blake2b(bytes, 256),
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** The originals of these items as a page gets them, read whole. */
export const readOriginals = (
  page: Page,
  ids: readonly string[],
): Promise<readonly (HashedBytes & { readonly name: string })[]> =>
  page.evaluate(
    (wanted) =>
      Promise.all(
        wanted.map(async (id) => {
          const { name, hash } = await window.hm.drive.getMedia(id);
          const bytes = await (await window.hm.drive.openMedia(id)).arrayBuffer();
          const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
          const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(
            '',
          );
          return { name, hash: hash, sha256 };
        }),
      ),
    ids as readonly MediaId[],
  );

/** Every file among the drive's blobs: its name, and what its bytes are. */
export const readStoredBlobs = (page: Page): Promise<readonly HashedBytes[]> =>
  page.evaluate(async () => {
    const found: { hash: string; sha256: string }[] = [];
    const root = await navigator.storage.getDirectory();
    const drive = await root.getDirectoryHandle('hm');
    const blobs = await drive.getDirectoryHandle('blobs', { create: true });
    for await (const folder of blobs.values()) {
      if (!(folder instanceof FileSystemDirectoryHandle)) continue;
      for await (const entry of folder.values()) {
        if (!(entry instanceof FileSystemFileHandle)) continue;
        const bytes = await (await entry.getFile()).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(
          '',
        );
        found.push({ hash: entry.name, sha256 });
      }
    }
    return found;
  });
