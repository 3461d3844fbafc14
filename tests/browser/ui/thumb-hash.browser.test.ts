import { afterEach, describe, expect, it } from 'vitest';
import { type App, createApp, h, nextTick, shallowRef, withDirectives } from 'vue';
import { rgbaToThumbHash } from 'thumbhash';
import { vThumbHash } from '../../../src/ui/media/thumb-hash-directive.ts';

/** The ThumbHash of a picture of one colour. */
const hashOf = (red: number, green: number, blue: number): string => {
  const rgba = Array.from({ length: 32 * 24 }, () => [red, green, blue, 255]).flat();
  return btoa(String.fromCharCode(...rgbaToThumbHash(32, 24, Uint8Array.from(rgba))));
};
const RED = hashOf(220, 20, 20);
const BLUE = hashOf(20, 20, 220);

const hashes = shallowRef<readonly (string | null)[]>([]);
let app: App | null = null;

const show = async (shown: readonly (string | null)[]): Promise<void> => {
  hashes.value = shown;
  if (app === null) {
    const root = document.createElement('div');
    document.body.append(root);
    app = createApp({
      render: () =>
        hashes.value.map((hash, i) =>
          withDirectives(h('span', { key: i }), [[vThumbHash, hash]]),
        ),
    });
    app.mount(root);
  }
  await nextTick();
};

const canvases = (): readonly HTMLCanvasElement[] => [...document.querySelectorAll('canvas')];
const middleOf = (canvas: HTMLCanvasElement | undefined): readonly number[] => {
  const context = canvas?.getContext('2d');
  if (canvas === undefined || !context) throw new Error('Nothing is drawn.');
  const [x, y] = [canvas.width >> 1, canvas.height >> 1];
  return [...context.getImageData(x, y, 1, 1).data];
};
const isRed = ([red = 0, , blue = 0, alpha = 0]: readonly number[]): boolean =>
  red > 150 && blue < 100 && alpha === 255;

afterEach(() => {
  app?.unmount();
  app = null;
  document.body.replaceChildren();
});

describe('v-thumb-hash', () => {
  it('draws what it is bound to, and what it is bound to next', async () => {
    await show([RED]);
    expect(isRed(middleOf(canvases()[0]))).toBe(true);
    await show([BLUE]);
    expect(isRed(middleOf(canvases()[0]))).toBe(false);
  });

  it('draws on the canvases of those that went, and nothing of theirs stays', async () => {
    await show([RED, RED, RED]);
    const before = canvases();
    await show([]);
    expect(canvases()).toEqual([]);
    await show([null, BLUE, 'no hash']);
    expect(new Set(canvases())).toEqual(new Set(before));
    const [none, blue, bad] = canvases().map(middleOf);
    expect([none?.[3], bad?.[3]]).toEqual([0, 0]);
    expect(isRed(blue ?? [])).toBe(false);
    expect(blue?.[2]).toBeGreaterThan(150);
  });
});
