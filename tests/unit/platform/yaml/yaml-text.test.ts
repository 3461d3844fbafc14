import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../src/core/config/config-form.ts';
import { DEFAULT_CONFIG, createConfig } from '../../../../src/core/config/config.ts';
import {
  MAX_YAML_LENGTH,
  configToYaml,
  yamlToPlain,
} from '../../../../src/platform/yaml/yaml-text.ts';

const configFrom = (text: string) => {
  const plain = yamlToPlain(text);
  return plain.ok ? parseConfig(plain.value) : plain;
};

describe('config.yaml', () => {
  it('reads back as the config that it was written from', () => {
    const config = createConfig({ id: 'abc', name: 'yes: "no" # é' });
    expect(configFrom(configToYaml(config))).toEqual({ ok: true, value: config });
  });

  it('may have comments, gaps and an edit by hand', () => {
    const text = `
# my drive
storage:
  cache_size: "20GB"  # twice the default

subscriptions:
  bandwidth_limit: 10MB/s
`;
    expect(configFrom(text)).toEqual({
      ok: true,
      value: {
        ...DEFAULT_CONFIG,
        storage: { maxSize: null, cacheSize: 20e9 },
        subscriptions: { ...DEFAULT_CONFIG.subscriptions, bandwidthLimit: 10e6 },
      },
    });
  });

  it.each([
    ['aliases that would grow', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]'],
    ['one alias', 'a: &a 1\nb: *a'],
    ['brackets that nest', '['.repeat(10_000)],
    ['sequences that nest', '- '.repeat(10_000) + 'x'],
    ['maps that nest', Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['a text above 256 KiB', 'a'.repeat(MAX_YAML_LENGTH + 1)],
    ['a key twice', 'a: 1\na: 2'],
    ['two documents', 'a: 1\n---\nb: 2'],
    ['a tag', 'a: !!js/function x'],
    ['broken syntax', 'a: [1'],
  ])('with %s is refused', (_, text) => {
    expect(yamlToPlain(text)).toMatchObject({ ok: false, error: { type: 'bad-yaml' } });
  });

  it('names the line of a fault', () => {
    expect(yamlToPlain('a: 1\nb: 2\na: 3')).toMatchObject({ error: { line: 3 } });
  });

  it('keeps __proto__ from becoming one', () => {
    const plain = yamlToPlain('__proto__:\n  type: peer');
    expect(plain.ok && Object.getPrototypeOf(plain.value)).toBe(Object.prototype);
  });
});
