import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { HmError } from '../../../src/core/base/hm-error.ts';
import type { MediaId } from '../../../src/core/base/ids.ts';
import type { FakeHm } from '../../fixtures/ui/fake-hm.ts';
import { wavSong } from '../../fixtures/media/sounds.ts';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

/** Of the fake drive: its first photos, a film, a sound. */
const idAt = (i: number): MediaId => `m${String(i).padStart(21, '0')}` as MediaId;
const [FILM, SOUND] = [idAt(11), idAt(17)];
const SOUND_SECONDS = 40;
let ui: MountedUi | null = null;

/** Mounts the screens with one item on stage. */
const show = async (
  id: MediaId,
  change: (hm: FakeHm) => FakeHm = (hm) => hm,
): Promise<FakeHm> => {
  ui = mountUi({ items: 40, collections: ['Trips'] }, change);
  await expect.element(page.getByRole('option', { name: / 1 of / })).toBeInTheDocument();
  location.hash = `#/library?view=${id}`;
  await expect.element(viewer()).toBeVisible();
  return ui.hm;
};
const viewer = () => page.getByRole('dialog');
const button = (name: string | RegExp) => viewer().getByRole('button', { name });
/** A film without pictures and a sound: what a browser plays of HEVC. */
const withSounds = (hm: FakeHm): FakeHm => {
  const { openMedia } = hm.drive;
  const wav = wavSong({ title: 'One', seconds: SOUND_SECONDS });
  hm.drive.openMedia = async (id) =>
    id === FILM || id === SOUND ? new Blob([wav], { type: 'audio/wav' }) : openMedia(id);
  return hm;
};
const element = (selector: string): HTMLElement => {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`There is no ${selector}.`);
  return found;
};
const filmIn = (selector: string): HTMLVideoElement =>
  element(`${selector} video`) as HTMLVideoElement;
const ratingOf = async (hm: FakeHm, id: MediaId): Promise<number | null> =>
  (await hm.drive.getMedia(id)).rating;
/** A finger on an element, as the browser reports it. */
const touch = (target: Element): void => {
  const init = { bubbles: true, cancelable: true, button: 0, pointerId: 7 } as const;
  const finger = { ...init, pointerType: 'touch', isPrimary: true } as const;
  for (const type of ['pointerenter', 'pointerdown', 'pointerup', 'pointerleave', 'click'])
    target.dispatchEvent(new PointerEvent(type, finger));
};

beforeEach(() => page.viewport(1280, 800));
afterEach(() => {
  vi.restoreAllMocks();
  ui?.unmount();
  ui = null;
});

describe('a photo', () => {
  it('loses its stars by 0, also while it is zoomed, and Shift+Z shows all of it', async () => {
    const hm = await show(idAt(0));
    const zoom = button(/^Zoom: /);
    await expect.element(zoom).toBeVisible();
    const fitted = zoom.element().textContent;
    await userEvent.keyboard('z');
    await expect.poll(() => zoom.element().textContent).not.toBe(fitted);
    const zoomed = zoom.element().textContent;
    expect(await ratingOf(hm, idAt(0))).toBe(4);
    await userEvent.keyboard('0');
    await expect.poll(() => ratingOf(hm, idAt(0))).toBe(0);
    expect(zoom.element().textContent).toBe(zoomed);
    await userEvent.keyboard('{Shift>}Z{/Shift}');
    await expect.poll(() => zoom.element().textContent).toBe(fitted);
  });

  it('has its controls put away by a finger, and brought back', async () => {
    await show(idAt(0));
    await expect.element(button('Close')).toBeVisible();
    const hushed = (): boolean => element('.viewer').classList.contains('hushed');
    touch(element('.stages .area'));
    await expect.poll(hushed).toBe(true);
    touch(element('.stages .area'));
    await expect.poll(hushed).toBe(false);
  });

  it('stays on stage while Escape shuts a menu of its bar', async () => {
    await show(idAt(0));
    const menu = page.getByRole('menu', { name: 'Links' });
    await button('Links').click();
    await expect.element(menu).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(button('Links')).toHaveFocus();
    await expect.element(viewer()).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(viewer()).not.toBeInTheDocument();
  });

  it('leaves its zoom free of messages', async () => {
    await show(idAt(0));
    await userEvent.keyboard('{Delete}');
    const message = page.getByRole('region', { name: 'Messages' }).getByText(/trash/);
    await expect.element(message).toBeVisible();
    const zoom = button(/^Zoom: /)
      .element()
      .getBoundingClientRect();
    await expect
      .poll(() => message.element().getBoundingClientRect().bottom)
      .toBeLessThan(zoom.top - 100);
  });

  it('shows all of a long title, on several lines, and keeps it as one', async () => {
    const long = 'Prairie falcon female with its young in the nest below the sedimentary slide';
    const hm = await show(idAt(0));
    await userEvent.keyboard('i');
    const title = page.getByLabelText('Title');
    await title.fill(`${long}\nof the walls`);
    const field = title.element();
    expect(field.scrollHeight - field.clientHeight).toBeLessThanOrEqual(1);
    expect(field.scrollWidth).toBeLessThanOrEqual(field.clientWidth);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => hm.calls).toContain('Edited 1 item');
    await expect.element(title).toHaveValue(`${long} of the walls`);
  });

  it('that lives moves while its mark is pressed in, by a finger too', async () => {
    await show(idAt(0), (hm) => {
      const { getMedia } = hm.drive;
      hm.drive.getMedia = async (id) => ({
        ...(await getMedia(id)),
        ...(id === idAt(0) ? { components: [idAt(0), FILM] } : {}),
        ...(id === FILM ? { durationSeconds: 3 } : {}),
      });
      return withSounds(hm);
    });
    const mark = button('Live');
    await expect.element(mark).toHaveAttribute('aria-pressed', 'false');
    touch(mark.element());
    await expect.element(mark).toHaveAttribute('aria-pressed', 'true');
    expect(filmIn('.live').paused).toBe(false);
    touch(mark.element());
    await expect.element(mark).toHaveAttribute('aria-pressed', 'false');
    await userEvent.hover(mark);
    await expect.element(mark).toHaveAttribute('aria-pressed', 'true');
    await userEvent.unhover(mark);
    await expect.element(mark).toHaveAttribute('aria-pressed', 'false');
  });
});

describe('a film', () => {
  it('says that only its sound plays, leads to the moment under the pointer, and keeps its keys', async () => {
    await show(FILM, withSounds);
    await expect.element(viewer().getByRole('note')).toHaveTextContent(/plays the sound of/);
    const film = filmIn('.stages');
    const line = element('.scrub').getBoundingClientRect();
    for (const share of [0.05, 0.5, 0.95]) {
      await userEvent.click(element('.scrub'), {
        position: { x: line.width * share, y: line.height / 2 },
      });
      await expect
        .poll(() => Math.abs(film.currentTime - share * SOUND_SECONDS))
        .toBeLessThan(SOUND_SECONDS / line.width);
    }
    // The slider has the focus now: arrows wind, all other keys are the viewer's.
    await userEvent.keyboard('{ArrowLeft}');
    await expect.poll(() => Math.round(film.currentTime)).toBe(33);
    await userEvent.keyboard('i');
    await expect.element(page.getByRole('complementary', { name: 'Info' })).toBeVisible();
    // The volume has its own arrows.
    const volume = viewer().getByRole('slider', { name: 'Volume' });
    (volume.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    await expect.poll(() => film.volume).toBeCloseTo(0.9);
    expect(Math.round(film.currentTime)).toBe(33);
    await userEvent.keyboard('{Escape}');
    await expect.element(viewer()).not.toBeInTheDocument();
  });

  it('keeps the screen awake while it plays', async () => {
    const released = vi.fn(() => Promise.resolve());
    const sentinel = Object.assign(new EventTarget(), { released: false, release: released });
    const request = vi
      .spyOn(navigator.wakeLock, 'request')
      .mockResolvedValue(sentinel as unknown as WakeLockSentinel);
    await show(FILM, withSounds);
    await expect.element(button('Play')).toBeVisible();
    expect(request).not.toHaveBeenCalled();
    await userEvent.keyboard('k');
    await expect.poll(() => request.mock.calls.length).toBe(1);
    await userEvent.keyboard('k');
    await expect.poll(() => released.mock.calls.length).toBe(1);
  });

  it('whose controls are hidden is not paused by the touch that brings them back', async () => {
    await show(FILM, withSounds);
    const film = filmIn('.stages');
    await userEvent.keyboard('k');
    await expect.poll(() => film.paused).toBe(false);
    await expect
      .poll(() => element('.viewer').classList.contains('hushed'), { timeout: 10_000 })
      .toBe(true);
    touch(film);
    expect(film.paused).toBe(false);
    await userEvent.keyboard('{Shift}');
    await expect.poll(() => element('.viewer').classList.contains('hushed')).toBe(false);
    touch(film);
    await expect.poll(() => film.paused).toBe(true);
  });
});

describe('a sound', () => {
  it('that cannot be played is tried once more by Space, and says so again', async () => {
    let tries = 0;
    await show(SOUND, (hm) => {
      hm.drive.openMedia = () => {
        tries += 1;
        return Promise.reject(new HmError('missing', 'It is not on this device.'));
      };
      return hm;
    });
    await expect.element(viewer().getByRole('note')).toBeVisible();
    const before = tries;
    await userEvent.keyboard(' ');
    await expect.poll(() => tries).toBeGreaterThan(before);
    await expect.element(button('Play')).toBeVisible();
    await expect.element(viewer().getByRole('note')).toBeVisible();
  });
});

describe('comparing', () => {
  const compared = () => page.getByRole('dialog', { name: 'Two pictures compared' });
  const sides = () =>
    [...document.querySelectorAll('.pane')].map((pane) => pane.getAttribute('aria-label'));

  it('takes any photo of the listing, chosen by keys, and says how the two differ', async () => {
    const hm = await show(idAt(0));
    await userEvent.keyboard('{Shift>}C{/Shift}');
    const chooser = page.getByRole('region', { name: 'Compare with…' });
    await expect.element(chooser).toBeVisible();
    const [first, third] = [await hm.drive.getMedia(idAt(0)), await hm.drive.getMedia(idAt(2))];
    // The next photo has the focus; nothing behind the chooser hears its keys.
    await expect.poll(() => document.activeElement?.getAttribute('data-at')).toBe('1');
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(() => document.activeElement?.getAttribute('data-at')).toBe('2');
    await userEvent.keyboard('{Enter}');
    await expect.element(compared()).toBeVisible();
    expect(sides()).toEqual([first.name, third.name]);
    const differences = compared().getByRole('list', { name: 'What differs' });
    // Of one day and one size: only the time is told.
    await expect.element(differences.first()).toHaveTextContent(/\b(?:6|18):42/);
    await expect.element(differences.nth(1)).toHaveTextContent(/\b(?:6|18):40/);

    // Another one on the side that is chosen.
    await userEvent.keyboard('{ArrowRight}c');
    await expect.poll(() => document.activeElement?.getAttribute('data-at')).toBe('3');
    await userEvent.keyboard('{Enter}');
    const fourth = await hm.drive.getMedia(idAt(3));
    await expect.poll(sides).toEqual([first.name, fourth.name]);
  });

  it('is left alone by Escape', async () => {
    await show(idAt(0));
    await userEvent.keyboard('{Shift>}C{/Shift}');
    const chooser = page.getByRole('region', { name: 'Compare with…' });
    await expect.poll(() => document.activeElement?.getAttribute('data-at')).toBe('1');
    await userEvent.keyboard('{Escape}');
    await expect.element(chooser).not.toBeInTheDocument();
    await expect.element(viewer()).toHaveAccessibleName(/^Photo 1 of 40/);
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(viewer()).toHaveAccessibleName(/^Photo 2 of 40/);
  });
});
