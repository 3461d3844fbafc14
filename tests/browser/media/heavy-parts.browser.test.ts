import { afterAll, beforeAll, expect, it } from 'vitest';
import { assetTrust, ownAssetHost } from '../../../src/app/asset-trust.ts';
import { openDriveDirectory } from '../../../src/app/drive-files.ts';
import { FFMPEG } from '../../../src/core/assets/app-part.ts';
import { type AssetStore, createAssetStore } from '../../../src/core/assets/asset-store.ts';
import { ASSETS_DIRECTORY } from '../../../src/core/assets/kept-parts.ts';
import { digestBy } from '../../../src/core/manifests/digest-by.ts';
import { createContentHasher } from '../../../src/platform/hashing/content-hasher.ts';
import { createOpfsPageDisk } from '../../../src/platform/opfs/opfs-page-disk.ts';
import { createVerifier } from '../../../src/platform/webcrypto/webcrypto-keys.ts';
import { aviOf } from '../../fixtures/media/avi-film.ts';
import { encodeCanvas } from '../../fixtures/media/pictures.ts';
import { drawScene } from '../../fixtures/media/scenes.ts';
import { ingest, jobFor, openLab } from './lab.ts';

const SIZE = { width: 640, height: 360 };
let film: Uint8Array<ArrayBuffer>;
let store: AssetStore;
const lab = openLab(1);

/** A store of this page over the files that media workers read, and the host that serves this test. */
const openStore = async (): Promise<AssetStore> => {
  const disk = createOpfsPageDisk(await openDriveDirectory());
  await disk.remove(ASSETS_DIRECTORY);
  let kept = { sequence: 0, wanted: [] as readonly string[] };
  const opened = createAssetStore({
    disk,
    host: ownAssetHost(),
    digest: digestBy(createContentHasher()),
    trust: assetTrust(),
    verifier: createVerifier(),
    clock: { nowMs: () => Date.now() },
    freeBytes: () => Promise.resolve(1e9),
    wait: () => Promise.resolve(),
    memory: {
      read: () => Promise.resolve(kept),
      write: (memory) => {
        kept = memory;
        return Promise.resolve();
      },
    },
    onChange: () => undefined,
  });
  await opened.start();
  return opened;
};

beforeAll(async () => {
  const frame = await encodeCanvas(drawScene(SIZE.width, SIZE.height, 3), 'image/jpeg');
  film = aviOf(
    Array.from({ length: 12 }, () => frame),
    SIZE,
  );
  store = await openStore();
});
afterAll(() => lab.dispose());

it('A11 A film that no browser decodes waits for the part that does, and has a poster then', async () => {
  const before = await ingest(lab, jobFor(film, 'film.avi'));
  expect(before.facts).toMatchObject({ mime: 'video/x-msvideo', noThumbnail: 'part-missing' });
  await store.want(FFMPEG);
  expect(await store.tend(new AbortController().signal)).toMatchObject({ isDone: true });
  const { facts, thumbnails } = await ingest(lab, jobFor(film, 'film.avi'));
  expect(facts).toMatchObject({ ...SIZE, kind: 'video', codec: 'mjpeg', noThumbnail: null });
  expect(facts.durationSeconds).toBeCloseTo(1.2, 1);
  expect(thumbnails.map(({ size }) => size).toSorted((a, b) => a - b)).toEqual([128, 256, 512]);
});

it('A film of such a kind that holds nothing is told as that, and harms no worker', async () => {
  const cut = film.slice(0, 260);
  const { facts } = await ingest(lab, jobFor(cut, 'cut.avi'));
  expect(facts).toMatchObject({ kind: 'video', noThumbnail: 'video-format-unread' });
});
