import type { Page } from '@playwright/test';
import { createBLAKE2b } from 'hash-wasm';
import { untilControlled } from './controlled-page.ts';
import { expect, test } from './drive-test.ts';
import { startHost } from './host-process.ts';

const SECONDS = 60;
const RATE = 44_100;

/** A minute of a quiet tone, 16 bits mono: about 5 MB, more than one answer carries. */
const makeWav = (): Uint8Array => {
  const wav = Buffer.alloc(44 + SECONDS * RATE * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(SECONDS * RATE * 2, 40);
  for (let i = 0; i < SECONDS * RATE; i++) {
    wav.writeInt16LE(Math.round(2000 * Math.sin(i / 20)), 44 + i * 2);
  }
  return wav;
};

const hashOf = async (bytes: Uint8Array): Promise<string> => {
  const hasher = await createBLAKE2b(256);
  return hasher.update(bytes).digest('hex');
};

/** Puts bytes where the drive keeps the blob `hash`, without asking whether they are its bytes. */
const storeBlob = (page: Page, hash: string, bytes: Uint8Array): Promise<void> =>
  page.evaluate(
    async ({ name, base64 }) => {
      let directory = await navigator.storage.getDirectory();
      for (const step of ['hm', 'blobs', name.slice(0, 2)]) {
        directory = await directory.getDirectoryHandle(step, { create: true });
      }
      const file = await directory.getFileHandle(name, { create: true });
      const writable = await file.createWritable();
      await writable.write(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
      await writable.close();
    },
    { name: hash, base64: Buffer.from(bytes).toString('base64') },
  );

test('Sound plays and seeks from the drive with the host gone', async ({ openBrowser }) => {
  const wav = makeWav();
  const hash = await hashOf(wav);
  const host = await startHost();
  const { page } = await openBrowser();
  await page.goto(host.url);
  await untilControlled(page);
  await storeBlob(page, hash, wav);
  await host.stop();

  const heard = await page.evaluate(async (src) => {
    const audio = new Audio(src);
    const event = (name: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        audio.addEventListener(name, resolve, { once: true });
        audio.addEventListener('error', () => reject(new Error(audio.error?.message)));
      });
    await event('loadedmetadata');
    const seeked = event('seeked');
    audio.currentTime = 55;
    await seeked;
    return { duration: audio.duration, at: audio.currentTime, state: audio.readyState };
  }, `/hm/blob/${hash}`);

  expect(heard.duration).toBeCloseTo(SECONDS, 1);
  expect(heard.at).toBe(55);
  expect(heard.state).toBeGreaterThanOrEqual(2);
});

test('A range comes back as asked, and what is not here as 404', async ({
  host,
  openBrowser,
}) => {
  const wav = makeWav();
  const hash = await hashOf(wav);
  const { page } = await openBrowser();
  await page.goto(host.url);
  await untilControlled(page);
  await storeBlob(page, hash, wav);

  const answers = await page.evaluate(async (path) => {
    const get = async (url: string, range?: string) => {
      const response = await fetch(url, range === undefined ? {} : { headers: { range } });
      const { length } = new Uint8Array(await response.arrayBuffer());
      const type = response.headers.get('content-type');
      return {
        status: response.status,
        length,
        type,
        range: response.headers.get('content-range'),
      };
    };
    return {
      part: await get(path, 'bytes=0-1'),
      whole: await get(path),
      beyond: await get(path, 'bytes=99999999-'),
      absent: await get(`/hm/blob/${'0'.repeat(64)}`),
    };
  }, `/hm/blob/${hash}`);

  const type = 'audio/wav';
  const size = wav.length;
  expect(answers.part).toEqual({ status: 206, length: 2, type, range: `bytes 0-1/${size}` });
  expect(answers.whole).toEqual({ status: 200, length: size, type, range: null });
  expect(answers.beyond).toMatchObject({ status: 416, range: `bytes */${size}` });
  expect(answers.absent).toMatchObject({ status: 404 });
});

test('Bytes that are not those of their hash are held back, and the page is told', async ({
  host,
  openBrowser,
}) => {
  const wav = makeWav();
  const hash = await hashOf(wav);
  wav[2_000_000] = (wav[2_000_000] ?? 0) ^ 1;
  const { page } = await openBrowser();
  await page.goto(host.url);
  await untilControlled(page);
  await storeBlob(page, hash, wav);

  const told = await page.evaluate(async (path) => {
    const message = new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data));
    });
    const { status } = await fetch(path, { headers: { range: 'bytes=0-99' } });
    return { status, message: await message };
  }, `/hm/blob/${hash}`);

  expect(told).toEqual({ status: 502, message: { type: 'hm-damaged', hash } });
});
