import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { StatusSaid } from '../../../src/app/api-types.ts';
import { useLanguage } from '../../../src/ui/base/useLanguage.ts';
import { mountUi, remountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

const DRIVE = { items: 300, collections: ['Projects/2024', 'Archive'] };
let ui: MountedUi | null = null;

const elementOf = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found;
};
const firstItem = () => page.getByRole('option', { name: / 1 of 300/ });

beforeEach(() => page.viewport(1280, 800));
afterEach(() => {
  ui?.unmount();
  ui = null;
  useLanguage().choice.value = 'system';
});

describe('the side bar', () => {
  const edge = () => page.getByRole('separator', { name: 'Width of the side bar' });
  const widthPx = () => elementOf('#sidebar').getBoundingClientRect().width;
  const dragBy = async (px: number) => {
    const at = edge().element();
    const { left, top } = at.getBoundingClientRect();
    const point = { button: 0, pointerId: 1, clientX: left + 4, clientY: top + 200 };
    // A pointer that no hand moves cannot be captured.
    at.setPointerCapture = () => undefined;
    const down = new PointerEvent('pointerdown', { ...point, cancelable: true });
    at.dispatchEvent(down);
    // Of presses that were prevented no browser with a window makes a double click.
    expect(down.defaultPrevented).toBe(false);
    at.dispatchEvent(new PointerEvent('pointermove', { ...point, clientX: left + 4 + px }));
    at.dispatchEvent(new PointerEvent('lostpointercapture', point));
    at.dispatchEvent(new PointerEvent('pointermove', { ...point, clientX: left + 900 }));
    await expect.element(edge()).toBeInTheDocument();
  };

  it('is as wide as it is dragged or told by keys, within limits, and keeps that', async () => {
    ui = mountUi(DRIVE);
    await expect.element(edge()).toHaveAttribute('aria-valuenow', '216');
    await dragBy(60);
    await expect.poll(widthPx).toBe(276);
    (edge().element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    await expect.poll(widthPx).toBe(292);

    ui.unmount();
    ui = remountUi(DRIVE);
    await expect.element(edge()).toHaveAttribute('aria-valuenow', '292');
    await expect.poll(widthPx).toBe(292);
    await dragBy(-900);
    await expect.poll(widthPx).toBe(176);
    await userEvent.dblClick(edge());
    await expect.poll(widthPx).toBe(216);
  });

  it('forgives a width that something else has written', async () => {
    ui = mountUi(DRIVE);
    await expect.element(firstItem()).toBeVisible();
    ui.unmount();
    localStorage.setItem('hm-sidebar-width', 'wide');
    ui = remountUi(DRIVE);
    await expect.element(edge()).toHaveAttribute('aria-valuenow', '216');
  });
});

describe('on the way to the pictures', () => {
  it('Tab stops once in the tree and at one day, however many there are', async () => {
    ui = mountUi(DRIVE);
    await expect.element(firstItem()).toBeVisible();
    const buttons = (within: string) => [
      ...document.querySelectorAll<HTMLElement>(`${within} button`),
    ];
    const stops = (within: string) => buttons(within).filter((one) => one.tabIndex === 0);
    await expect.poll(() => buttons('[role=treeitem]').length).toBe(2);
    expect(stops('[role=treeitem]')).toHaveLength(1);
    await expect.poll(() => buttons('.scroller').length).toBeGreaterThan(2);
    expect(stops('.scroller')).toHaveLength(1);
    stops('.scroller')[0]?.focus();
    await userEvent.tab();
    await expect.element(firstItem()).toHaveFocus();
  });
});

describe('the focus', () => {
  it('goes on where what had it went with the collection that was shown', async () => {
    ui = mountUi(DRIVE);
    await expect.element(firstItem()).toBeVisible();
    (document.activeElement as HTMLElement | null)?.blur();
    location.hash = '#/library/Archive';
    await expect.poll(() => document.activeElement?.id).toBe('content');
  });
});

describe('the filters of a search', () => {
  const SEVEN = '#/search?q=jpg&kind=photo&tag=blue&tag=winter trip&rating=4&min=10000000';
  const parts = () => [...elementOf('.head .filters').querySelectorAll<HTMLElement>('.part')];
  const isInView = (part: HTMLElement): boolean => {
    const { left, right } = part.getBoundingClientRect();
    const row = elementOf('.head .filters').getBoundingClientRect();
    return left >= row.left - 1 && right <= row.right + 1;
  };

  it.each([
    ['en', 1280],
    ['fr', 768],
    ['fr', 390],
  ] as const)(
    'are one line, all of which Tab brings into view (%s, %i px)',
    async (language, px) => {
      await page.viewport(px, 800);
      ui = mountUi(DRIVE);
      useLanguage().choice.value = language;
      await expect.poll(() => document.querySelector('[role=option]')).not.toBeNull();
      location.hash = SEVEN;
      await expect.poll(() => document.querySelectorAll('.filters .facet').length).toBe(8);
      const tops = () => new Set(parts().map((part) => part.getBoundingClientRect().top));
      await expect.poll(() => tops().size).toBe(1);
      const [first] = parts();
      first?.focus();
      const seen = new Set<Element | null>();
      for (let presses = 0; presses < 30; presses++) {
        const now = document.activeElement;
        if (!(now instanceof HTMLElement) || !parts().includes(now)) break;
        await expect.poll(() => isInView(now)).toBe(true);
        seen.add(now);
        await userEvent.tab();
      }
      expect(seen.size).toBe(parts().length);
    },
  );

  it('have arrows for a mouse where there are more than fit', async () => {
    await page.viewport(768, 800);
    ui = mountUi(DRIVE);
    await expect.element(firstItem()).toBeVisible();
    location.hash = SEVEN;
    await expect.poll(() => document.querySelectorAll('.filters .facet').length).toBe(8);
    await expect.poll(() => document.querySelectorAll('.filters .turn').length).toBe(1);
    elementOf('.filters .turn.on').click();
    await expect.poll(() => document.querySelector('.filters .turn.back')).not.toBeNull();
    await page.viewport(1900, 800);
    await expect.poll(() => document.querySelector('.filters .turn')).toBeNull();
  });
});

// What a browser says by `env(titlebar-area-…)` comes in as these two: see tokens.css.
describe('beside the buttons of the window itself', () => {
  const CONTROLS_PX = 120;
  const HEIGHT_PX = 36;

  /** What can be pressed and lies under them, wherever the system puts them. */
  const covered = (side: 'left' | 'right'): readonly string[] =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, a, input, select, [role=separator]:not(.edge)',
      ),
    ]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .filter((one) => getComputedStyle(one).clipPath === 'none')
      .filter((one) => one.closest('[inert]') === null)
      .filter((one) => {
        const { left, right, top, width } = one.getBoundingClientRect();
        const isBeside =
          side === 'left' ? left >= CONTROLS_PX : right <= innerWidth - CONTROLS_PX;
        return width > 0 && top < HEIGHT_PX && !isBeside;
      })
      .map((one) => one.ariaLabel ?? one.textContent.trim());

  it.each([
    ['right', 1280],
    ['right', 600],
    ['left', 1280],
    ['left', 600],
  ] as const)('lies nothing to press (%s, %i px)', async (side, px) => {
    await page.viewport(px, 800);
    ui = mountUi(DRIVE);
    const { style } = document.documentElement;
    style.setProperty(`--title-bar-${side}`, `${CONTROLS_PX}px`);
    try {
      await expect.element(firstItem()).toBeVisible();
      await expect.poll(() => covered(side)).toEqual([]);
      location.hash = '#/search?q=jpg';
      await expect.element(page.getByRole('combobox', { name: 'Search' })).toHaveValue('jpg');
      await expect.poll(() => covered(side)).toEqual([]);
      location.hash = `#/library?view=m${'0'.repeat(21)}`;
      await expect
        .element(page.getByRole('button', { name: 'Close', exact: true }))
        .toBeVisible();
      await expect.poll(() => covered(side)).toEqual([]);
    } finally {
      style.removeProperty(`--title-bar-${side}`);
    }
  });
});

describe('what the drive says', () => {
  const some = { names: ['lac.jpg', 'a “b”.png'], more: 1_002 };
  const SAID: readonly (readonly [StatusSaid, RegExp])[] = [
    [
      { code: 'check-left', missing: 1_200, corrupt: 2, repaired: 1, ...some },
      /^1.201 fichiers manquants ou abîmés\./,
    ],
    [
      { code: 'check-left', missing: 1, corrupt: 0, repaired: 0, names: [], more: 0 },
      /^Un fichier manquant ou abîmé\./,
    ],
    [{ code: 'missing-left', names: [], more: 0 }, /^Un fichier manque : réimportez-le\.$/],
    [
      { code: 'damaged-left', names: ['vacances au bord du lac.jpg'], more: 0 },
      /^« vacances …ac\.jpg » est abîmé : réimportez-le\.$/,
    ],
    [{ code: 'originals-missing', missing: 100_000, checked: 100_000 }, /^100.000 originaux/],
    [{ code: 'files-gone', missing: 9, checked: 9 }, /^Le navigateur a effacé/],
    [{ code: 'journal-unread', damaged: 1 }, /^Une partie du registre est illisible/],
    [{ code: 'catalog-salvaged' }, /^La base de données et le registre/],
    [{ code: 'intake-paused' }, /^Trop à la fois/],
  ];

  it('is said in the language of the screens, and as it comes where they have no words', async () => {
    ui = mountUi(DRIVE);
    await expect.element(firstItem()).toBeVisible();
    useLanguage().choice.value = 'fr';
    const line = page.getByRole('status', { name: 'État de l’espace' });
    await expect.element(line).toBeInTheDocument();
    for (const [said, words] of SAID) {
      ui.hm.emit('status', { at: '', text: 'In English.', level: 'warn', said });
      await expect.element(line).toHaveTextContent(words);
    }
    ui.hm.emit('status', { at: '', text: 'Something else.', level: 'warn' });
    await expect.element(line).toHaveTextContent('Something else.');
    ui.hm.emit('status', { at: '', text: 'All is well.', level: 'info' });
    await expect.element(line).toHaveTextContent('Something else.');
  });

  it.each([
    ['en', 'State of the drive'],
    ['fr', 'État de l’espace'],
  ] as const)('fits one line of a phone (%s)', async (language, label) => {
    await page.viewport(390, 844);
    ui = mountUi(DRIVE);
    await expect.element(firstItem()).toBeVisible();
    useLanguage().choice.value = language;
    await expect.element(page.getByRole('status', { name: label })).toBeInTheDocument();
    const words = () => document.querySelector('.status .text')?.textContent ?? '';
    for (const [said] of SAID.filter(([{ code }]) => code !== 'catalog-salvaged')) {
      const before = words();
      ui.hm.emit('status', { at: '', text: said.code, level: 'warn', said });
      await expect.poll(words).not.toBe(before);
      expect(elementOf('.status .text').getBoundingClientRect().height, words()).toBeLessThan(
        24,
      );
    }
  });

  it('leads to Health, which says it from there on', async () => {
    ui = mountUi(DRIVE);
    await expect.element(firstItem()).toBeVisible();
    const said = { code: 'check-left', missing: 2, corrupt: 0, repaired: 0, ...some } as const;
    ui.hm.emit('status', { at: '', text: '', level: 'warn', said });
    const line = page.getByRole('status', { name: 'State of the drive' });
    await line.getByRole('link', { name: 'Health' }).click();
    await expect.element(page.getByRole('region', { name: 'Your files' })).toBeVisible();
    await expect.element(line).not.toHaveTextContent('missing');
  });
});
