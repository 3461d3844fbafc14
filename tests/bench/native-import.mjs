// The native baseline of the import: what a program on the machine itself takes for the same outputs.
//
//   node tests/bench/native-import.mjs --out DIRECTORY [--at-once] [--keep] FILE…
//
// One process that takes in one file after another: read it, BLAKE2b-256 (`b2sum -l 256`; Node's own
// OpenSSL has BLAKE2b-512 only), a copy that is flushed to the disk, and by libvips three thumbnails
// from one decode with shrink-on-load, JPEG 82 as the app makes of opaque pictures, upright. libvips works on one thread. `--at-once`
// overlaps the three, `--keep` keeps each thumbnail in a file too (to be looked at, not timed). Reads one line from its input to begin (so that its start is not counted), and
// then prints one line of JSON.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs, promisify } from 'node:util';
import sharp from 'sharp';

const SIZES = [512, 256, 128];
/** As Chromium's canvas encodes: chroma halved, Huffman tables of the standard. */
const JPEG = { quality: 82, chromaSubsampling: '4:2:0', optimiseCoding: false };

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    'at-once': { type: 'boolean' },
    keep: { type: 'boolean' },
  },
});
const out = values.out ?? '.';
sharp.concurrency(1);
sharp.cache(false);
await mkdir(out, { recursive: true });

const input = createInterface({ input: process.stdin });
process.stdout.write('ready\n');
await once(input, 'line');
const startCpuMs = (await cpuTicks()) * 10;
const startMs = performance.now();
const thumbnails = await open(join(out, 'thumbnails.pack'), 'w');
const taken = [];
for (const file of files) taken.push(await takeIn(file));
await thumbnails.datasync();
await thumbnails.close();
const tookMs = performance.now() - startMs;
const cpuMs = (await cpuTicks()) * 10 - startCpuMs;
process.stdout.write(`${JSON.stringify({ tookMs, cpuMs, taken })}\n`);
input.close();

/** Hundredths of a second that this process and its ended children have used; 0 where there is no /proc. */
async function cpuTicks() {
  if (process.platform !== 'linux') return 0;
  const stat = await readFile('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

async function takeIn(file) {
  const bytes = await readFile(file);
  const steps = [() => hash(file), () => copy(file, bytes), () => paint(bytes)];
  const [digest, , sizes] = values['at-once']
    ? await Promise.all(steps.map((step) => step()))
    : [await steps[0](), await steps[1](), await steps[2]()];
  return { file, hash: digest, sizes };
}

async function hash(file) {
  const { stdout } = await promisify(execFile)('b2sum', ['-l', '256', file]);
  return stdout.slice(0, 64);
}

async function copy(file, bytes) {
  const target = await open(join(out, basename(file)), 'w');
  await target.write(bytes);
  await target.datasync();
  await target.close();
}

/** The largest from the picture, each next from the one before, as the app does it, and of the same sizes. */
async function paint(bytes) {
  const { autoOrient } = await sharp(bytes).metadata();
  const longer = Math.max(autoOrient.width, autoOrient.height);
  const sizes = [];
  let from = sharp(bytes, { failOn: 'none' }).autoOrient();
  for (const size of SIZES) {
    const scale = Math.min(1, size / longer);
    const width = Math.max(1, Math.round(autoOrient.width * scale));
    const height = Math.max(1, Math.round(autoOrient.height * scale));
    const { data, info } = await from
      .resize(width, height, { fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    from = sharp(data, { raw: { width, height, channels: info.channels } });
    const jpeg = await from.clone().jpeg(JPEG).toBuffer();
    await thumbnails.write(jpeg);
    sizes.push({ size, width, height, bytes: jpeg.length });
    if (values.keep) await writeFile(join(out, `${taken.length}-${size}.jpg`), jpeg);
  }
  return sizes;
}
