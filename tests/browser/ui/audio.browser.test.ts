import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { MediaId } from '../../../src/core/base/ids.ts';
import { wavSong } from '../../fixtures/media/sounds.ts';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

/** The sounds of the fake drive. */
const TRACKS = [17, 58, 99, 140].map((i) => `m${String(i).padStart(21, '0')}` as MediaId);
const SECONDS = 30;
let ui: MountedUi | null = null;
let actions: Map<MediaSessionAction, MediaSessionActionHandler>;

const player = () => page.getByRole('region', { name: 'Music player' });
const button = (name: string) => player().getByRole('button', { name, exact: true });
const queue = (): (string | null)[] =>
  [...document.querySelectorAll('.panel .line > .ellipsis')].map((line) => line.textContent);
const act = (action: MediaSessionAction, details: Partial<MediaSessionActionDetails> = {}) => {
  const handler = actions.get(action);
  if (handler === undefined) throw new Error(`Nothing hears "${action}".`);
  handler({ action, ...details });
};

/** An album of four sounds plays from its first, with the queue open. */
const playAlbum = async (): Promise<void> => {
  const wav = wavSong({ title: 'One', seconds: SECONDS });
  ui = mountUi({ items: 150, collections: ['Songs'] }, (hm) => {
    hm.drive.openMedia = () => Promise.resolve(new Blob([wav], { type: 'audio/wav' }));
    const { getMedia } = hm.drive;
    hm.drive.getMedia = async (id) => ({
      ...(await getMedia(id)),
      title: id === TRACKS[0] ? 'Air No.5' : null,
    });
    hm.drive.albums = () =>
      Promise.resolve([
        {
          album: 'Sea',
          artist: 'Ann',
          cover: TRACKS[0] as MediaId,
          tracks: TRACKS,
          durationSeconds: 4 * SECONDS,
          numbers: TRACKS.map((_, at) => ({ disc: 1, track: at + 1 })),
        },
      ]);
    return hm;
  });
  await page.getByRole('link', { name: 'Albums' }).click();
  await page.getByRole('button', { name: 'Play Sea' }).click();
  await expect.element(button('Pause')).toBeVisible();
  await button('Queue').click();
  await expect.poll(queue).toHaveLength(TRACKS.length);
};

beforeEach(async () => {
  actions = new Map();
  vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
    if (handler !== null) actions.set(action, handler);
  });
  await page.viewport(1280, 800);
});
afterEach(() => {
  vi.restoreAllMocks();
  ui?.unmount();
  ui = null;
});

describe('the albums', () => {
  it('are one of the places that the palette goes to', async () => {
    await playAlbum();
    location.hash = '#/library';
    await expect.element(page.getByRole('option', { name: / 1 of 150/ })).toBeVisible();
    await userEvent.keyboard('{Control>}k{/Control}');
    await page.getByRole('combobox', { name: 'Command palette' }).fill('albums');
    await expect.element(page.getByRole('option', { name: 'Go to albums' })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => location.hash).toBe('#/albums');
  });
});

describe('the music bar', () => {
  it('shuffles what comes and puts it back in order, what is on staying on', async () => {
    await playAlbum();
    const asked = queue();
    vi.spyOn(Math, 'random').mockReturnValue(0);
    await button('Shuffle').click();
    await expect.poll(queue).not.toEqual(asked);
    expect(queue()[0]).toBe(asked[0]);
    expect([...queue()].sort()).toEqual([...asked].sort());
    await button('Shuffle').click();
    await expect.poll(queue).toEqual(asked);
  });

  it('calls what comes by its title, and by its name where it has none', async () => {
    await playAlbum();
    expect(queue()[0]).toBe('Air No.5');
    expect(queue()[1]).toMatch(/^[A-Z][a-z]+ \d+$/);
  });

  it('has its queue put away by Escape from any of its buttons', async () => {
    await playAlbum();
    button('Pause').element().focus();
    await userEvent.keyboard('{Escape}');
    await expect.poll(queue).toHaveLength(0);
    await expect.element(button('Queue')).toHaveFocus();
  });

  it('repeats all, one, nothing', async () => {
    await playAlbum();
    for (const name of ['Repeat: off', 'Repeat: all', 'Repeat: this one'])
      await button(name).click();
    await expect.element(button('Repeat: off')).toBeVisible();
  });

  it('is muted, and heard again as soon as the volume moves', async () => {
    await playAlbum();
    const volume = player().getByRole('slider', { name: 'Volume' });
    await button('Mute').click();
    await expect.element(button('Mute')).toHaveAttribute('aria-pressed', 'true');
    await expect.element(volume).toHaveValue('0');
    (volume.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(button('Mute')).toHaveAttribute('aria-pressed', 'false');
  });

  it('does what the keys of the system ask', async () => {
    await playAlbum();
    const [first, second] = queue();
    const shown = () => player().getByRole('button', { name: /^Show / });
    await expect.element(shown()).toHaveTextContent(first ?? '');
    act('pause');
    await expect.element(button('Play')).toBeVisible();
    const position = player().getByRole('slider', { name: 'Position' });
    act('seekto', { seekTime: 12 });
    await expect.element(position).toHaveAttribute('aria-valuetext', '0:12 of 0:30');
    act('seekforward', { seekOffset: 10 });
    await expect.element(position).toHaveAttribute('aria-valuetext', '0:22 of 0:30');
    act('seekbackward');
    await expect.element(position).toHaveAttribute('aria-valuetext', '0:12 of 0:30');
    act('play');
    await expect.element(button('Pause')).toBeVisible();
    act('nexttrack');
    await expect.element(shown()).toHaveTextContent(second ?? '');
    // Near its start: further on it would begin the same one anew.
    act('seekto', { seekTime: 0 });
    act('previoustrack');
    await expect.element(shown()).toHaveTextContent(first ?? '');
    act('stop');
    await expect.element(player()).not.toBeInTheDocument();
  });
});
