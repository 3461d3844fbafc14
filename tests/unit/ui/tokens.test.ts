import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src/ui/styles/tokens.css', import.meta.url), 'utf8');

/** WCAG 2.2, relative luminance of `#rrggbb`. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

const tokenOf = (name: string, theme: 'light' | 'dark'): string => {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  const value = theme === 'light' ? found?.[1] : found?.[2];
  if (value === undefined) throw new Error(`tokens.css has no --${name}`);
  return value;
};

const PAIRS = [
  ...['text', 'muted', 'accent', 'good', 'warn', 'bad'].flatMap((text) =>
    ['surface', 'raised', 'sunken'].map((ground) => [text, ground] as const),
  ),
  ['on-accent', 'accent'] as const,
  ['accent', 'accent-soft'] as const,
  ['text', 'accent-soft'] as const,
  ['muted', 'accent-soft'] as const,
];

describe.each(['light', 'dark'] as const)('colours of the %s theme', (theme) => {
  it.each(PAIRS)('read %s on %s at AA, 4.5 to 1', (text, ground) => {
    expect(contrast(tokenOf(text, theme), tokenOf(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });
});
