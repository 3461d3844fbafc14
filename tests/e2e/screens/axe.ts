import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

/** The part of axe's answer that is read here. */
interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly {
      readonly target: readonly unknown[];
      readonly failureSummary?: string;
    }[];
  }[];
}
interface AxeWindow extends Window {
  readonly axe?: { run(context: object, options: object): Promise<AxeResults> };
}

// The axe that comes with its package for Playwright; that one puts it into the page anew each time.
const ofPackage = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const AXE_FILE = ofPackage.resolve('axe-core/axe.min.js');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
// A name may say more than the text in it ('Home, 9 items'); menus and bars that float lie in no landmark.
const FORGIVEN = ['label-content-name-mismatch', 'region'];
/** Where a menu is put, which is itself no part of the page; the menu in it is. */
const LEFT_OUT = ['[data-reka-popper-content-wrapper]'];
const WITHIN = '[role=menu]';

/** All rules, or those about colours alone, which a theme may break. */
export type AxeScope = 'all' | 'colours';

/** What axe finds wrong on the page as it is, a line each. */
export const violations = async (
  page: Page,
  where: string,
  scope: AxeScope = 'all',
): Promise<readonly string[]> => {
  if (!(await page.evaluate(() => (window as AxeWindow).axe !== undefined)))
    await page.evaluate(await readFile(AXE_FILE, 'utf8'));
  const options =
    scope === 'colours'
      ? { runOnly: { type: 'rule', values: ['color-contrast'] } }
      : {
          runOnly: { type: 'tag', values: TAGS },
          rules: Object.fromEntries(FORGIVEN.map((rule) => [rule, { enabled: false }])),
        };
  const found = await page.evaluate(runAxe, { leftOut: LEFT_OUT, within: WITHIN, options });
  return found.map((line) => `${where}: ${line}`);
};

/** Runs in the page. */
const runAxe = async ({
  leftOut,
  within,
  options,
}: {
  readonly leftOut: readonly string[];
  readonly within: string;
  readonly options: object;
}): Promise<readonly string[]> => {
  // What is still fading has no colour of its own yet; one fading may set off another.
  const ending = (): readonly Animation[] =>
    document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
  for (let running = ending(); running.length > 0; running = ending()) {
    await Promise.allSettled(running.map((one) => one.finished));
    await new Promise(requestAnimationFrame);
  }
  const { axe } = window as AxeWindow;
  if (axe === undefined) throw new Error('Axe is not in the page.');
  const { violations: found } = await axe.run(
    {
      include: [['html'], ...(document.querySelector(within) === null ? [] : [[within]])],
      exclude: leftOut.map((selector) => [selector]),
    },
    { ...options, resultTypes: ['violations'] },
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) => `${id} ${target.join(' ')} ${failureSummary}`,
    ),
  );
};
