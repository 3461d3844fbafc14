import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DecodedPicture } from '../../../src/core/media/ingest-ports.ts';
import type { PainterReport } from '../../../src/core/media/painters.ts';
import type { Drawable } from '../../../src/platform/imaging/decode-picture.ts';
import type { WorkerPainters } from '../../../src/platform/imaging/painters.ts';
import { createPainters } from '../../../src/platform/imaging/painters.ts';
import { drawScene } from '../../fixtures/media/scenes.ts';

let painters: WorkerPainters;
beforeEach(() => {
  painters = createPainters();
  painters.begin(['webgpu', 'workers']);
});
afterEach(() => vi.restoreAllMocks());

/** What is painted, where anything can be. */
const paintOne = async (seed: number) => {
  const painted = await painters.paint(picture(seed));
  if (!painted.ok) throw new Error(painted.error);
  return painted.value;
};

const picture = (seed = 1, width = 800, height = 600): DecodedPicture<Drawable> => ({
  image: drawScene(width, height, seed),
  ...{ width, height, orientation: 1, isOpaque: true },
  close: () => undefined,
});

/** 'webgpu lost, workers' */
const told = (painted: readonly PainterReport[]): string =>
  painted.map(({ painter, fault }) => [painter, fault?.fault].join(' ').trim()).join(', ');

/** Draws `count` pictures; what the reports of all say. */
const paint = async (count = 1): Promise<string> => {
  painters.begin(['webgpu', 'workers']);
  for (let seed = 1; seed <= count; seed++) {
    const { thumbnails, thumbHash, perceptualHash } = await paintOne(seed);
    expect(thumbnails.map(({ size }) => size)).toEqual([512, 256, 128]);
    expect([thumbHash, perceptualHash]).not.toContain(null);
  }
  return told(painters.end().painted);
};

describe('painters', () => {
  it('draw by the first of the order, and report it with its pixels', async () => {
    await painters.paint(picture());
    const { painted, unsupported, canvas } = painters.end();
    expect(painted).toMatchObject([{ painter: 'webgpu', units: 480_000, fault: null }]);
    expect(painted[0]?.tookMs).toBeGreaterThan(0);
    expect([unsupported, canvas]).toEqual([{}, 'exact']);
    painters.begin(['workers', 'webgpu']);
    await painters.paint(picture());
    expect(told(painters.end().painted)).toBe('workers');
  });

  it('end on canvases where the order does not name them', async () => {
    painters.begin([]);
    await painters.paint(picture());
    expect(told(painters.end().painted)).toBe('workers');
  });

  it('give the same to a second one after a fault of the first', async () => {
    painters.begin(['workers']);
    const wanted = await painters.paint(picture());
    painters.begin(['webgpu', 'workers']);
    painters.inject('webgpu', 'fail', 1);
    expect(await painters.paint(picture())).toEqual(wanted);
    expect(told(painters.end().painted)).toBe('webgpu crashed, workers');
  });

  it('meet an injected fault as often as was said, and not after it was taken back', async () => {
    painters.inject('webgpu', 'fail', 2);
    expect(await paint(3)).toBe('webgpu crashed, workers, webgpu crashed, workers, webgpu');
    painters.inject('webgpu', 'fail', 5);
    painters.inject('webgpu', 'fail', 0);
    expect(await paint()).toBe('webgpu');
  });

  it('lose the device in mid-picture, and open another for the next', async () => {
    expect(await paint()).toBe('webgpu');
    painters.inject('webgpu', 'lose', 1);
    expect(await paint(2)).toBe('webgpu lost, workers, webgpu');
  });

  it('open another where the device was lost while it rested, which is no fault', async () => {
    const devices: GPUDevice[] = [];
    const { requestDevice } = GPUAdapter.prototype;
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (
      this: GPUAdapter,
    ) {
      const device = await requestDevice.call(this);
      devices.push(device);
      return device;
    });
    expect(await paint()).toBe('webgpu');
    devices[0]?.destroy();
    await devices[0]?.lost;
    expect(await paint()).toBe('webgpu');
    expect(devices).toHaveLength(2);
  });

  it('do not wait for a device that hangs', async () => {
    painters = createPainters({ patienceMs: 4_000 });
    painters.inject('webgpu', 'hang', 1);
    expect(await paint(2)).toBe('webgpu timeout, workers, webgpu');
  });

  it('see a lie in the first picture, and then in each until twenty were right', async () => {
    painters.inject('webgpu', 'lie', 1);
    expect(await paint(2)).toBe('webgpu wrong-answer, workers, webgpu');
    painters.inject('webgpu', 'lie', 1);
    expect(await paint()).toBe('webgpu wrong-answer, workers');
  });

  it('see a lie in one of twenty pictures', async () => {
    expect(await paint()).toBe('webgpu');
    painters.inject('webgpu', 'lie', 20);
    const reports = await paint(20);
    expect(reports.match(/webgpu wrong-answer, workers/g)).toHaveLength(1);
  });

  it('believe no canvas that is noisy', async () => {
    painters = createPainters({ canvas: () => ({ trust: 'noisy', isScrambled: false }) });
    painters.inject('webgpu', 'lie', 1);
    expect(await paint()).toBe('webgpu');
    expect(painters.end().canvas).toBe('noisy');
    painters.inject('workers', 'fail', 1);
    await expect(painters.trial('workers')).rejects.toMatchObject({ fault: 'crashed' });
    await painters.trial('workers');
    await painters.trial('webgpu');
  });

  it('draw nothing where a canvas gives nothing back of what was drawn', async () => {
    painters = createPainters({ canvas: () => ({ trust: 'noisy', isScrambled: true }) });
    painters.begin(['webgpu', 'workers']);
    expect(await painters.paint(picture())).toEqual({ ok: false, error: 'canvas-scrambled' });
    expect(painters.end()).toMatchObject({ painted: [], canvas: 'noisy' });
  });

  it('see thumbnails of wrong sizes, whoever drew them', async () => {
    painters.begin(['workers']);
    painters.inject('workers', 'lie', 1);
    await expect(painters.paint(picture())).rejects.toMatchObject({ fault: 'wrong-answer' });
    expect(told(painters.end().painted)).toBe('workers wrong-answer');
  });

  it('pass over pictures that fit no texture, which is no fault', async () => {
    const wide = picture(1, 9_000, 40);
    expect(await painters.paint(wide)).toMatchObject({ ok: true });
    expect(painters.end()).toMatchObject({
      painted: [{ painter: 'workers' }],
      unsupported: {},
    });
  });

  it('say that there is no graphics processor, which is no fault', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    expect(await paint()).toBe('workers');
    expect(painters.end().unsupported.webgpu).toMatch(/no graphics processor/);
  });

  it('call it a fault where there was one before', async () => {
    painters.inject('webgpu', 'lose', 1);
    expect(await paint()).toBe('webgpu lost, workers');
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    expect(await paint()).toBe('webgpu unavailable, workers');
    expect(painters.end().unsupported).toEqual({});
    vi.restoreAllMocks();
    expect(await paint()).toBe('webgpu');
  });
});

describe('a trial', () => {
  it.each(['webgpu', 'workers'] as const)('is passed by %s', async (painter) => {
    await painters.trial(painter);
    expect(painters.end().painted).toEqual([]);
  });

  it.each([
    ['webgpu', 'fail', 'crashed'],
    ['webgpu', 'lose', 'lost'],
    ['webgpu', 'lie', 'wrong-answer'],
    ['workers', 'fail', 'crashed'],
    ['workers', 'lie', 'wrong-answer'],
  ] as const)(
    'is failed by %s when it is made to %s, and then passed',
    async (painter, fault, as) => {
      painters.inject(painter, fault, 1);
      await expect(painters.trial(painter)).rejects.toMatchObject({ fault: as });
      await painters.trial(painter);
    },
  );

  it('says that there is no graphics processor', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    await expect(painters.trial('webgpu')).rejects.toMatchObject({ fault: 'unavailable' });
  });
});
