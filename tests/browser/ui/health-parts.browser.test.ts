import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { StatusEvent } from '../../../src/app/api-types.ts';
import type { AssetState } from '../../../src/core/assets/asset-state.ts';
import { shell } from '../../../src/ui/locales/en/shell.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';
import { fakeStudio } from '../../fixtures/ui/fake-studio.ts';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

const SLOW = { timeout: 45_000 };
const HEIC: AssetState = {
  path: 'libheif.wasm',
  feature: 'heic',
  state: 'here',
  required: true,
  fallback: 'preview',
  isLimiting: false,
  sizeBytes: 1_400_000,
  hereBytes: 1_400_000,
  failure: null,
  retryAt: null,
};
const FILMS: AssetState = {
  ...HEIC,
  path: 'ffmpeg-core.wasm',
  feature: 'films',
  state: 'absent',
  required: false,
  fallback: 'placeholder',
  sizeBytes: 32_000_000,
  hereBytes: 0,
};

let ui: MountedUi;
let parts: readonly AssetState[];
let listeners: ((event: StatusEvent) => void)[];
let asked: string[];

/** The app with these parts; no browser shows its pictures, and its decoder does once HEIC's part is here. */
const mount = async (first: readonly AssetState[]): Promise<void> => {
  parts = first;
  asked = [];
  listeners = [];
  const waits = (): boolean => parts.some(({ state }) => state !== 'here');
  ui = mountUi(
    { items: 6, collections: ['Trips'] },
    (hm) => ({
      ...hm,
      drive: { ...hm.drive, openMedia: () => Promise.resolve(new Blob(['no picture'])) },
      integrity: {
        ...hm.integrity,
        assets: () => Promise.resolve(parts),
        fetchAsset: (path) => Promise.resolve(void asked.push(path)),
      },
      on: (event, listener) => {
        if (event === 'status') listeners.push(listener as (event: StatusEvent) => void);
        return hm.on(event, listener);
      },
    }),
    {
      ...fakeStudio,
      decodePicture: async () => {
        if (waits()) throw new HmError('undecodable', 'Not yet.', { reason: 'part-missing' });
        return {
          bitmap: await createImageBitmap(new ImageData(64, 48)),
          isPreview: false,
        };
      },
    },
  );
  await expect.element(page.getByRole('main'), SLOW).toBeVisible();
};
const open = async (first: readonly AssetState[]): Promise<void> => {
  await mount(first);
  location.hash = '#/health';
  await expect.element(section(), SLOW).toBeVisible();
};
const section = () => page.getByRole('region', { name: 'Parts of the app' });
const become = (next: readonly AssetState[], level: StatusEvent['level'] = 'info'): void => {
  parts = next;
  const { state: phase } = next[0] ?? HEIC;
  const at = '2026-01-01T00:00:00.000Z';
  for (const hear of listeners)
    hear({ at, text: '', level, job: 'assets', phase, feature: 'heic' });
};

beforeEach(() => page.viewport(1280, 800));
afterEach(() => ui.unmount());

describe('the parts of the app', () => {
  it('A10 are told with what is limited, why, and when it is tried next', async () => {
    await open([HEIC, FILMS]);
    await expect.element(section()).toHaveTextContent('Every part that is needed is here');
    await expect.element(section()).toHaveTextContent('Not needed yet');
    const damaged: AssetState = {
      ...HEIC,
      state: 'damaged',
      isLimiting: true,
      failure: { type: 'fetch-failed', message: 'gone' },
      retryAt: '2026-01-01T10:00:00.000Z',
    };
    become([damaged, FILMS], 'warn');
    const line = page.getByText(shell.status.degraded['part-heic']);
    await expect.element(line).toBeVisible();
    await expect.element(section()).toHaveTextContent('A part that is needed is not here');
    await expect.element(section()).toHaveTextContent('shown by the small preview');
    await expect.element(section()).toHaveTextContent('The host of the app did not answer');
    await expect.element(section()).toHaveTextContent('next try at');
    become([{ ...HEIC, state: 'fetching', isLimiting: true, hereBytes: 700_000 }, FILMS]);
    await expect.element(section()).toHaveTextContent('700 kB of 1.4 MB');
    become([HEIC, FILMS]);
    await expect.element(section()).toHaveTextContent('Every part that is needed is here');
    await expect.element(line).not.toBeInTheDocument();
  });

  it('A10 are fetched before a journey when a person asks for it', async () => {
    await open([HEIC, FILMS]);
    await section().getByRole('button', { name: 'Fetch now: Decoder for other films' }).click();
    await expect.poll(() => asked).toEqual(['ffmpeg-core.wasm']);
    expect(section().getByRole('button').elements()).toHaveLength(1);
  });

  it('A11 a picture that waits for its part blames no browser, says until when, and shows itself then', async () => {
    const absent: AssetState = { ...HEIC, state: 'waiting', isLimiting: true, hereBytes: 0 };
    await mount([{ ...absent, retryAt: '2026-01-01T10:00:00.000Z' }]);
    location.hash = '#/library?view=m000000000000000000000';
    const note = page.getByRole('note');
    await expect.element(note, SLOW).toHaveTextContent('needs a part of the app');
    await expect.element(note).toHaveTextContent('The part is asked for again at');
    await expect.element(note).not.toHaveTextContent('This browser');
    become([{ ...absent, state: 'fetching', hereBytes: 700_000 }]);
    await expect.element(note).toHaveTextContent('on its way: 700 kB of 1.4 MB');
    become([HEIC]);
    await expect.element(note).toHaveTextContent('decoded here');
    ui.unmount();
    await mount([{ ...absent, state: 'absent', isLimiting: false }]);
    location.hash = '#/library?view=m000000000000000000000';
    await expect.poll(() => asked, SLOW).toEqual(['libheif.wasm']);
    await note.getByRole('link', { name: 'Parts of the app' }).click();
    await expect.element(section(), SLOW).toBeVisible();
  });
});
