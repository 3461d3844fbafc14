import type { Page } from '@playwright/test';
import { pickFiles } from './bench-browser.ts';
import type {} from './lab/lab.ts';

/** Milliseconds by step of the way through a media worker; steps that wait overlap with the others. */
export type IngestSteps = Readonly<Record<string, number>>;

/** Takes one file in again and again in the lab, with a clock around each step. */
export const timeSteps = async (
  page: Page,
  file: string,
  rounds: number,
): Promise<IngestSteps> => {
  await pickFiles(page, [file]);
  return page.evaluate(async (times) => {
    const [picked] = document.querySelector<HTMLInputElement>('#bench-files')?.files ?? [];
    if (picked === undefined) throw new Error('Nothing was picked.');
    return window.lab.timeIngest(picked, times);
  }, rounds);
};

/** Prints the steps, the longest first. */
export const saySteps = (say: (line: string) => void, steps: IngestSteps): void => {
  const sorted = Object.entries(steps).sort(([, a], [, b]) => b - a);
  for (const [name, ms] of sorted) say(`${ms.toFixed(1).padStart(9)} ms  ${name}`);
};
