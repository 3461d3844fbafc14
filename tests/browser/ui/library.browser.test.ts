import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FakeHm, FakeOptions } from '../../fixtures/ui/fake-hm.ts';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

let ui: MountedUi | null = null;

const mount = (options: Partial<FakeOptions> = {}): FakeHm => {
  ui = mountUi({ items: 300, collections: ['Projects/2024', 'Archive'], ...options });
  return ui.hm;
};
const option = (position: number) =>
  page.getByRole('option', { name: new RegExp(` ${position} of `) });
const toolbar = () => page.getByRole('toolbar', { name: 'Selection' });
const select = async (...positions: readonly number[]) => {
  for (const position of positions)
    await option(position).click({ modifiers: ['ControlOrMeta'] });
};
/** The item at a place, as the page has it. */
const itemAt = async (position: number): Promise<HTMLElement> => {
  await expect.element(option(position)).toBeInTheDocument();
  return option(position).element() as HTMLElement;
};

beforeEach(() => page.viewport(1280, 800));
afterEach(() => {
  ui?.unmount();
  ui = null;
});

describe('a dialog', () => {
  it('comes again at once after Escape, before the browser has said that the last one is closed', async () => {
    mount();
    const dialog = page.getByRole('dialog', { name: 'Go to date' });
    const item = await itemAt(3);
    item.focus();
    await userEvent.keyboard('g');
    await expect.element(dialog).toBeVisible();
    // What Escape does: the focus is back before the event of closing comes.
    const left = dialog.element() as HTMLDialogElement;
    const isTold = new Promise((resolve) => left.addEventListener('close', resolve));
    left.close();
    item.dispatchEvent(new KeyboardEvent('keydown', { key: 'g', bubbles: true }));
    await isTold;
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
  });
});

describe('compare', () => {
  it('opens two selected photos by C, and by the button of the bar', async () => {
    mount();
    await select(1, 3);
    await userEvent.keyboard('c');
    const compare = page.getByRole('dialog', { name: 'Compare' });
    await expect.element(compare).toBeVisible();
    expect(location.hash).toMatch(/view=m0{20}0&with=m0{20}2$/);
    await userEvent.keyboard('{Escape}');
    await expect.element(compare).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await toolbar().getByRole('button', { name: 'Compare' }).click();
    await expect.element(compare).toBeVisible();
  });

  it('says what it needs, and offers no button, where not two photos are selected', async () => {
    mount();
    await select(1);
    await expect.element(toolbar()).toBeVisible();
    await expect
      .element(toolbar().getByRole('button', { name: 'Compare' }))
      .not.toBeInTheDocument();
    await userEvent.keyboard('c');
    await expect.element(page.getByText('Select two photos to compare them.')).toBeVisible();
    // The twelfth is a film.
    await select(12);
    await expect.element(toolbar()).toHaveTextContent('2 selected');
    await expect
      .element(toolbar().getByRole('button', { name: 'Compare' }))
      .not.toBeInTheDocument();
  });
});

describe('keys', () => {
  it('are those of the listing also after a button of a bar was pressed', async () => {
    mount();
    await select(2, 3);
    const heart = toolbar().getByRole('button', { name: 'Favourite' });
    await heart.click();
    await expect.element(heart).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(toolbar()).not.toBeInTheDocument();
    const larger = page.getByRole('button', { name: 'Larger pictures' });
    await larger.click();
    await expect.element(larger).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(option(300)).toHaveFocus();
  });
});

describe('the tags of a selection', () => {
  it('are offered while they are typed, and never lie over the button that saves', async () => {
    const hm = mount();
    await select(2, 3);
    await userEvent.keyboard('t');
    const dialog = page.getByRole('dialog', { name: 'Tags of 2 items' });
    const field = dialog.getByRole('combobox');
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('la');
    await expect.element(field).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('te hour{Enter}');
    await expect.element(dialog.getByText('late hour')).toBeVisible();
    await expect.element(field).toHaveAttribute('aria-expanded', 'false');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect
      .poll(async () => (await hm.drive.tags()).map(({ name }) => name))
      .toContain('late hour');
  });
});

describe('a listing', () => {
  it('shows what changed while it was read', async () => {
    let asked = 0;
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    ui = mountUi({ items: 3, collections: [] }, (hm) => ({
      ...hm,
      drive: {
        ...hm.drive,
        listShapes: async (...query) => {
          const shapes = await hm.drive.listShapes(...query);
          if (++asked === 1) await answered;
          return shapes;
        },
      },
    }));
    await expect.poll(() => asked, { timeout: 30_000 }).toBe(1);
    const { items } = await ui.hm.drive.listMedia('');
    await ui.hm.drive.removeMedia(items.slice(0, 1).map(({ id }) => id));
    answer();
    await expect.element(page.getByText('2 items', { exact: true })).toBeVisible();
  });
});

describe('choosing a collection', () => {
  it('by Enter takes the one that was made a moment ago, which no list shows yet', async () => {
    let isMade = false;
    const takers: string[] = [];
    ui = mountUi({ items: 3, collections: ['Archive'] }, (hm) => ({
      ...hm,
      drive: {
        ...hm.drive,
        listCollections: async (...path) => {
          const [archive, ...rest] = await hm.drive.listCollections(...path);
          if (archive === undefined || !isMade) return archive ? [archive, ...rest] : rest;
          return [archive, { ...archive, path: 'Best', name: 'Best' }, ...rest];
        },
        copyMedia: (_, to) => {
          takers.push(to);
          return Promise.resolve();
        },
        createCollection: () => Promise.reject(new Error('It is there already.')),
      },
    }));
    await select(1);
    await userEvent.keyboard('l');
    await expect.element(page.getByLabelText('Find a collection')).toHaveFocus();
    await userEvent.keyboard('best');
    isMade = true;
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    expect(takers).toEqual(['Best']);
  });
});

describe('a jump to what is not at hand', () => {
  it('shows the colours of the pictures until their rows come', async () => {
    let comes = (): void => undefined;
    const gate = new Promise<void>((resolve) => (comes = resolve));
    ui = mountUi({ items: 1_000, collections: [] }, (hm) => ({
      ...hm,
      drive: {
        ...hm.drive,
        listMedia: async (path, options) => {
          if ((options?.offset ?? 0) > 200) await gate;
          return hm.drive.listMedia(path, options);
        },
      },
    }));
    await itemAt(1);
    const scroller = document.querySelector('.scroller');
    scroller?.scrollTo({ top: scroller.scrollHeight / 2 });
    const coming = () => [...document.querySelectorAll<HTMLElement>('[data-index] > .coming')];
    await expect.poll(() => coming().length).toBeGreaterThan(10);
    const colours = coming().map((cell) => cell.style.backgroundColor);
    expect(colours.filter((colour) => !/^rgb\(\d+, \d+, \d+\)$/.test(colour))).toEqual([]);
    expect(new Set(colours).size).toBeGreaterThan(1);
    comes();
    await expect.poll(() => coming().length).toBe(0);
  });
});

describe('a search that finds very much', () => {
  it('is listed whole, and asks for the rows of what is near the screen only', async () => {
    const asked: number[] = [];
    ui = mountUi({ items: 3_000, collections: [] }, (hm) => ({
      ...hm,
      drive: {
        ...hm.drive,
        mediaRows: (ids) => {
          asked.push(ids.length);
          return hm.drive.mediaRows(ids);
        },
      },
    }));
    await expect.element(option(1)).toBeVisible();
    location.hash = '#/search?q=jpg';
    const { total } = await ui.hm.search.query('jpg');
    expect(total).toBeGreaterThan(1_000);
    const shown = total.toLocaleString('en');
    const first = page.getByRole('option', { name: new RegExp(` 1 of ${shown}`) });
    await expect.element(first).toBeVisible();
    (first.element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    const last = page.getByRole('option', { name: new RegExp(` ${shown} of ${shown}`) });
    await expect.element(last).toBeVisible();
    expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThan(1_000);
  });
});

describe('groups', () => {
  it('are made of what is selected, shown by a badge, undone, and taken apart', async () => {
    mount();
    await select(1, 2, 3);
    await toolbar().getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Group', exact: true }).click();
    await expect.element(page.getByText('3 items grouped')).toBeVisible();
    await expect.element(page.getByText('298 items', { exact: true })).toBeVisible();
    await expect.element(option(1)).toHaveAccessibleName(/3 files in one/);
    expect((await itemAt(1)).querySelector('.parts')?.textContent.trim()).toBe('3');

    await select(1, 2);
    await toolbar().getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Ungroup' }).click();
    await expect.element(page.getByText('1 group taken apart')).toBeVisible();
    await expect.element(page.getByText('300 items', { exact: true })).toBeVisible();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(page.getByText('298 items', { exact: true })).toBeVisible();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(page.getByText('300 items', { exact: true })).toBeVisible();
  });

  it('and comparing stand in the palette while something is selected that they can be done to', async () => {
    mount();
    const command = (name: string) => page.getByRole('option', { name });
    await itemAt(1);
    await userEvent.keyboard('{Control>}k{/Control}');
    await page.getByRole('dialog').getByRole('combobox').fill('selected');
    await expect.element(page.getByText('Nothing is called that.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await select(1, 3);
    await userEvent.keyboard('{Control>}k{/Control}');
    await page.getByRole('dialog').getByRole('combobox').fill('selected');
    await expect.element(command('Compare the two selected')).toBeVisible();
    await command('Group what is selected').click();
    await expect.element(page.getByText('2 items grouped')).toBeVisible();
  });
});

describe('dragging out', () => {
  it('hands over one file by an address that the browser can fetch, and offers the rest', async () => {
    const hm = mount();
    await select(1, 3);
    const item = await itemAt(3);
    let url = '';
    const press = () =>
      item.dispatchEvent(
        new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse', button: 0 }),
      );
    const drag = () => {
      const dataTransfer = new DataTransfer();
      item.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer }));
      return dataTransfer;
    };
    press();
    await expect
      .poll(() => {
        url = drag().getData('DownloadURL');
        return url;
      })
      .toMatch(/^image\/jpeg:Mountain 3\.jpg:blob:/);
    const address = url.split(':').slice(2).join(':');
    const file = await (await fetch(address)).blob();
    expect(file.size).toBe((await hm.drive.openMedia('m000000000000000000002' as never)).size);
    expect(drag().getData('application/x-hm-media').split('\n')).toHaveLength(2);

    const dataTransfer = new DataTransfer();
    Object.defineProperty(dataTransfer, 'dropEffect', { value: 'copy' });
    item.dispatchEvent(new DragEvent('dragend', { bubbles: true, dataTransfer }));
    await expect.element(page.getByRole('button', { name: 'Download all' })).toBeVisible();
  });

  it('onto the listing that it came from moves nothing, onto a collection it does', async () => {
    const hm = mount();
    const moves: string[] = [];
    hm.drive.moveMedia = (ids, to) => {
      moves.push(`${[ids].flat().length} to '${to}'`);
      return Promise.resolve();
    };
    const item = await itemAt(3);
    const dataTransfer = new DataTransfer();
    item.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer }));
    const dropOn = (target: Element) => {
      const over = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer });
      target.dispatchEvent(over);
      target.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer }));
      return over.defaultPrevented;
    };
    expect(dropOn(await itemAt(1))).toBe(false);
    expect(dropOn(page.getByRole('treeitem', { name: /^Archive/ }).element())).toBe(true);
    await expect.poll(() => moves).toEqual(["1 to 'Archive'"]);
  });
});

describe('density', () => {
  const touch = (target: Element, type: string, ...xs: readonly number[]) => {
    const touches = xs.map(
      (clientX, identifier) => new Touch({ identifier, target, clientX, clientY: 300 }),
    );
    target.dispatchEvent(new TouchEvent(type, { touches, bubbles: true, cancelable: true }));
  };
  /** How high the pictures are on average: the rows of a day are balanced, so that one alone may stay as it is. */
  const rowPx = async () => {
    await itemAt(1);
    const heights = [...document.querySelectorAll('[role=option]')].map(
      (one) => one.getBoundingClientRect().height,
    );
    return heights.reduce((sum, height) => sum + height, 0) / heights.length;
  };

  it('follows two fingers, a step at a time, and is kept for phones by themselves', async () => {
    await page.viewport(390, 844);
    mount();
    const before = await rowPx();
    const item = await itemAt(1);
    touch(item, 'touchstart', 150, 250);
    touch(item, 'touchmove', 140, 262);
    touch(item, 'touchmove', 120, 280);
    touch(item, 'touchend');
    await expect.poll(rowPx).toBeGreaterThan(before * 1.2);
    expect(localStorage.getItem('hm-per-row')).toBe('2');
    expect(localStorage.getItem('hm-row-height') ?? '208').toBe('208');
    touch(item, 'touchstart', 50, 350);
    for (const by of [60, 90, 110, 125]) touch(item, 'touchmove', 50 + by, 350 - by);
    touch(item, 'touchend');
    await expect.poll(rowPx).toBeLessThan(before);
    expect(document.querySelectorAll('[aria-selected=true]').length).toBe(0);
  });
});
