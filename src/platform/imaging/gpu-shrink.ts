import type { Orientation, PixelSize } from '../../core/media/thumbnail-plan.ts';
import { uprightSize } from '../../core/media/thumbnail-plan.ts';
import type { Gpu } from './gpu-device.ts';
import { SHRINK_SHADERS, WORKGROUP_SIDE } from './shrink-shader.ts';

/** A picture in small, as read back: RGBA with premultiplied alpha, row by row. */
export interface ShrunkPicture extends PixelSize {
  readonly premultiplied: Uint8ClampedArray<ArrayBuffer>;
}

/** What one run of the shaders gives. */
export interface Shrunk {
  /** In the order of the sizes that were asked for. */
  readonly pictures: readonly ShrunkPicture[];
  /** Brightness from 0 to 255 in squares, row by row, of the smallest. */
  readonly squares: Float32Array<ArrayBuffer>;
}

/** What is to be shrunk. */
export interface ShrinkRequest {
  /** Already on the graphics processor where the browser decodes there; else it is uploaded once. */
  readonly image: ImageBitmap | OffscreenCanvas | VideoFrame;
  /** As stored, before it is turned. */
  readonly stored: PixelSize;
  readonly orientation: Orientation;
  /** Upright sizes, the largest first: each is drawn from the one before. */
  readonly sizes: readonly PixelSize[];
  /** Squares to a side, for the hash. */
  readonly squaresSide: number;
}

/** Shrinks pictures by compute shaders. */
export interface GpuShrinker {
  /** Whether a picture of this size fits a texture here. */
  fits(stored: PixelSize): boolean;
  /** Rejects with a fault of the engine. */
  shrink(request: ShrinkRequest): Promise<Shrunk>;
}

/** WebGPU's flags (gpuweb §5.1, §6.1), which TypeScript's library leaves out. */
const BUFFER_USAGE = {
  mapRead: 0x1,
  copySource: 0x4,
  copyTarget: 0x8,
  uniform: 0x40,
  storage: 0x80,
};
const TEXTURE_USAGE = { copyTarget: 0x2, textureBinding: 0x4, renderAttachment: 0x10 };
const MAP_READ = 0x1;

/** Five numbers of four bytes, as the shader's `Sizes`; a uniform's size is a multiple of 16. */
const SIZES_BYTES = 32;
const BYTES_PER_PIXEL = 4;

/** Gives something back once the request is over. */
type Keep = <Resource extends { destroy(): void }>(resource: Resource) => Resource;

/** What a pass writes. */
interface Result {
  readonly buffer: GPUBuffer;
  readonly size: PixelSize;
}

/** What was handed in: the pictures of these sizes behind one another, and then the squares. */
interface Outcome {
  readonly readable: GPUBuffer;
  readonly sizes: readonly PixelSize[];
}

/**
 * Shaders are compiled once; textures and buffers live as long as one request. Rejects with a fault of
 * the engine where its driver does not take the shaders.
 */
export const createGpuShrinker = async (gpu: Gpu): Promise<GpuShrinker> => {
  const { device } = gpu;
  const [textureToPixels, pixelsToPixels, pixelsToBrightness] = await gpu.whileAlive(
    Promise.all([
      compile(device, SHRINK_SHADERS.textureToPixels),
      compile(device, SHRINK_SHADERS.pixelsToPixels),
      compile(device, SHRINK_SHADERS.pixelsToBrightness),
    ]),
  );
  const programs = { textureToPixels, pixelsToPixels, pixelsToBrightness };

  const shrink = async (request: ShrinkRequest): Promise<Shrunk> => {
    const resources: { destroy(): void }[] = [];
    const keep: Keep = (resource) => {
      resources.push(resource);
      return resource;
    };
    try {
      const { value: outcome, accepted } = gpu.submit(() => record(request, keep));
      await gpu.whileAlive(Promise.all([accepted, outcome.readable.mapAsync(MAP_READ)]));
      return readBack(outcome);
    } finally {
      for (const resource of resources) resource.destroy();
    }
  };

  /** Hands all passes in, with one copy of their results into what can be read. */
  const record = (request: ShrinkRequest, keep: Keep): Outcome => {
    const { image, stored, orientation, sizes, squaresSide } = request;
    const encoder = device.createCommandEncoder();
    const pass = (
      program: GPUComputePipeline,
      picture: GPUBindingResource,
      {
        from,
        to,
        turn,
      }: { readonly from: PixelSize; readonly to: PixelSize; readonly turn: Orientation },
    ): Result => {
      const result = keep(resultBuffer(device, to));
      const bindings = device.createBindGroup({
        layout: program.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: { buffer: keep(sizesBuffer(device, from, to, turn)) } },
          { binding: 1, resource: picture },
          { binding: 2, resource: { buffer: result } },
        ],
      });
      const compute = encoder.beginComputePass();
      compute.setPipeline(program);
      compute.setBindGroup(0, bindings);
      compute.dispatchWorkgroups(groupsFor(to.width), groupsFor(to.height));
      compute.end();
      return { buffer: result, size: to };
    };

    const [largest, ...smaller] = sizes;
    if (largest === undefined) throw new RangeError('No size was asked for.');
    const texture = keep(upload(device, image, stored));
    const upright = uprightSize(stored, orientation);
    const first = { from: upright, to: largest, turn: orientation };
    let last = pass(programs.textureToPixels, texture.createView(), first);
    const pictures = [last];
    for (const to of smaller) {
      const next = { from: last.size, to, turn: 1 } as const;
      last = pass(programs.pixelsToPixels, { buffer: last.buffer }, next);
      pictures.push(last);
    }
    const squares = { width: squaresSide, height: squaresSide };
    const look = { from: last.size, to: squares, turn: 1 } as const;
    const seen = pass(programs.pixelsToBrightness, { buffer: last.buffer }, look);
    const readable = keep(copyOut(device, encoder, [...pictures, seen]));
    device.queue.submit([encoder.finish()]);
    return { readable, sizes: pictures.map(({ size }) => size) };
  };

  const { maxTextureDimension2D } = device.limits;
  return {
    fits: ({ width, height }) =>
      width > 0 && height > 0 && Math.max(width, height) <= maxTextureDimension2D,
    shrink,
  };
};

const compile = (device: GPUDevice, code: string): Promise<GPUComputePipeline> =>
  device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }), entryPoint: 'shrink' },
  });

const upload = (
  device: GPUDevice,
  image: ShrinkRequest['image'],
  { width, height }: PixelSize,
): GPUTexture => {
  const texture = device.createTexture({
    size: [width, height],
    format: 'rgba8unorm',
    usage:
      TEXTURE_USAGE.textureBinding | TEXTURE_USAGE.copyTarget | TEXTURE_USAGE.renderAttachment,
  });
  device.queue.copyExternalImageToTexture(
    { source: image },
    { texture, colorSpace: 'srgb', premultipliedAlpha: true },
    [width, height],
  );
  return texture;
};

const sizesBuffer = (
  device: GPUDevice,
  from: PixelSize,
  to: PixelSize,
  orientation: Orientation,
): GPUBuffer => {
  const buffer = device.createBuffer({
    size: SIZES_BYTES,
    usage: BUFFER_USAGE.uniform | BUFFER_USAGE.copyTarget,
  });
  const sizes = new Uint32Array([from.width, from.height, to.width, to.height, orientation]);
  device.queue.writeBuffer(buffer, 0, sizes);
  return buffer;
};

const bytesOf = ({ width, height }: PixelSize): number => width * height * BYTES_PER_PIXEL;

const resultBuffer = (device: GPUDevice, size: PixelSize): GPUBuffer =>
  device.createBuffer({
    size: bytesOf(size),
    usage: BUFFER_USAGE.storage | BUFFER_USAGE.copySource,
  });

const groupsFor = (pixels: number): number => Math.ceil(pixels / WORKGROUP_SIDE);

/** Copies the results of all passes behind one another into a buffer that can be read. */
const copyOut = (
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  results: readonly Result[],
): GPUBuffer => {
  const readable = device.createBuffer({
    size: results.reduce((sum, { size }) => sum + bytesOf(size), 0),
    usage: BUFFER_USAGE.mapRead | BUFFER_USAGE.copyTarget,
  });
  let at = 0;
  for (const { buffer, size } of results) {
    encoder.copyBufferToBuffer(buffer, 0, readable, at, bytesOf(size));
    at += bytesOf(size);
  }
  return readable;
};

const readBack = ({ readable, sizes }: Outcome): Shrunk => {
  const bytes = readable.getMappedRange();
  let at = 0;
  const pictures = sizes.map((size) => {
    const premultiplied = new Uint8ClampedArray(bytes.slice(at, at + bytesOf(size)));
    at += bytesOf(size);
    return { ...size, premultiplied };
  });
  return { pictures, squares: new Float32Array(bytes.slice(at)) };
};
