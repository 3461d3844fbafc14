import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPicture } from '../../../src/core/media/perceptual-hash.ts';
import type { Orientation } from '../../../src/core/media/thumbnail-plan.ts';
import { fitInside, uprightSize } from '../../../src/core/media/thumbnail-plan.ts';
import type { Gpu } from '../../../src/platform/imaging/gpu-device.ts';
import { openGpu } from '../../../src/platform/imaging/gpu-device.ts';
import type { GpuShrinker } from '../../../src/platform/imaging/gpu-shrink.ts';
import { createGpuShrinker } from '../../../src/platform/imaging/gpu-shrink.ts';
import { turnUpright } from '../../../src/platform/imaging/turn-upright.ts';
import { drawScene } from '../../fixtures/media/scenes.ts';
import { ssim } from '../../fixtures/media/ssim.ts';

const STORED = { width: 1067, height: 800 };
const SIDES = [512, 256, 128, 100];

let gpu: Gpu;
let shrinker: GpuShrinker;
beforeAll(async () => {
  gpu = await open();
  shrinker = await createGpuShrinker(gpu);
});
afterAll(() => gpu.dispose());

const scene = (seed: number): OffscreenCanvas => drawScene(STORED.width, STORED.height, seed);

/** The graphics processor of this browser. */
const open = async (): Promise<Gpu> => {
  const opened = await openGpu();
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
};

const contextOf = (canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D => {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('No canvas.');
  context.imageSmoothingQuality = 'high';
  return context;
};

/** The same picture in small, as a canvas draws it. */
const onCanvas = (
  image: OffscreenCanvas,
  orientation: Orientation,
  side: number,
): ImageData => {
  const upright = uprightSize(image, orientation);
  const turned = new OffscreenCanvas(upright.width, upright.height);
  const context = contextOf(turned);
  turnUpright(context, orientation, upright);
  context.drawImage(image, 0, 0);
  const { width, height } = fitInside(upright, side);
  const small = new OffscreenCanvas(width, height);
  contextOf(small).drawImage(turned, 0, 0, width, height);
  return contextOf(small).getImageData(0, 0, width, height);
};

const LONG_WORK = `
@group(0) @binding(0) var<storage, read_write> data: array<f32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  var x = data[id.x];
  for (var i = 0u; i < 10000u; i++) { x = fract(x * 1.7 + f32(i)); }
  data[id.x] = x;
}`;
const STORAGE = 0x80;

/** Hands in what takes a software adapter about a second; resolves when it is done. */
const submitLongWork = ({ device }: Gpu): Promise<unknown> => {
  const module = device.createShaderModule({ code: LONG_WORK });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const buffer = device.createBuffer({ size: 65_536 * 4, usage: STORAGE });
  const layout = pipeline.getBindGroupLayout(0);
  const entries = [{ binding: 0, resource: { buffer } }];
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(65_536 / 64);
  pass.end();
  device.queue.submit([encoder.finish()]);
  return device.queue.onSubmittedWorkDone();
};

const shrink = (image: OffscreenCanvas, orientation: Orientation) =>
  shrinker.shrink({
    image,
    stored: { width: image.width, height: image.height },
    orientation,
    sizes: SIDES.map((side) => fitInside(uprightSize(image, orientation), side)),
    squaresSide: 32,
  });

describe('shrinking on the graphics processor', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)(
    'gives what a canvas gives, upright for EXIF orientation %i',
    async (orientation) => {
      const image = scene(orientation);
      const { pictures } = await shrink(image, orientation);
      for (const [at, side] of SIDES.entries()) {
        const picture = pictures[at];
        if (picture === undefined) throw new Error(`Nothing of ${side} pixels.`);
        const { width, height, premultiplied: data } = picture;
        const golden = onCanvas(image, orientation, side);
        expect([width, height]).toEqual([golden.width, golden.height]);
        expect(ssim({ width, height, data }, golden)).toBeGreaterThan(0.985);
      }
    },
  );

  it('sees the squares that the perceptual hash is taken of', async () => {
    const image = scene(77);
    const { pictures, squares } = await shrink(image, 1);
    const smallest = pictures.at(-1);
    if (smallest === undefined) throw new Error('Nothing came back.');
    const { width, height, premultiplied: data } = smallest;
    const mean = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
    let luma = 0;
    for (let at = 0; at < data.length; at += 4)
      luma +=
        0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    expect(squares).toHaveLength(32 * 32);
    expect(mean(squares)).toBeCloseTo(luma / (width * height), 0);
    expect(hashPicture({ width, height, data })).not.toBeNull();
  });

  it('keeps what is transparent', async () => {
    const canvas = new OffscreenCanvas(640, 320);
    contextOf(canvas).fillStyle = 'rgb(255 0 0 / 50%)';
    contextOf(canvas).fillRect(0, 0, 320, 320);
    const { pictures, squares } = await shrink(canvas, 1);
    const data = pictures[0]?.premultiplied ?? [];
    expect([...data.slice(0, 4)].map((value) => Math.round(value / 16))).toEqual([8, 0, 0, 8]);
    expect([...data.slice(-4)]).toEqual([0, 0, 0, 0]);
    expect(squares.at(-1)).toBeCloseTo(255, 0);
  });

  it.each(['lose', 'dispose'] as const)(
    'says that the device is lost in mid-picture (%s), and each time after',
    async (how) => {
      const own = await open();
      const ownShrinker = await createGpuShrinker(own);
      const request = {
        image: scene(1),
        stored: STORED,
        orientation: 1,
        sizes: [{ width: 64, height: 48 }],
        squaresSide: 32,
      } as const;
      await ownShrinker.shrink(request);
      const inFlight = ownShrinker.shrink(request);
      own[how]();
      await expect(inFlight).rejects.toMatchObject({ fault: 'lost' });
      await expect(ownShrinker.shrink(request)).rejects.toMatchObject({ fault: 'lost' });
      await own.device.lost;
    },
  );

  it('gives a device back without keeping any other waiting for what it still works on', async () => {
    const busy = await open();
    const ended = submitLongWork(busy);
    const order: string[] = [];
    void ended.then(() => order.push('the work of the one'));
    busy.dispose();
    const other = await open();
    order.push('another one');
    await ended;
    expect(order).toEqual(['another one', 'the work of the one']);
    await busy.device.lost;
    other.dispose();
  });

  it('knows what does not fit a texture', () => {
    expect(shrinker.fits(STORED)).toBe(true);
    expect(shrinker.fits({ width: 100_000, height: 10 })).toBe(false);
    expect(shrinker.fits({ width: 0, height: 10 })).toBe(false);
  });
});
