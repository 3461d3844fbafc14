import { parseDocument, stringify } from 'yaml';
import { configToPlain } from '../../core/config/config-form.ts';
import type { InstanceConfig } from '../../core/config/config.ts';
import { err, ok } from '../../core/base/result.ts';
import type { Result } from '../../core/base/result.ts';

/** Text that is no YAML of ours; `line` counts from 1, `null` where the fault has no place. */
export type BadYaml = {
  readonly type: 'bad-yaml';
  readonly message: string;
  readonly line: number | null;
};

/** The longest text that is read, in UTF-16 units. */
export const MAX_YAML_LENGTH = 256 * 1024;
/** How deep lists and maps may nest: the parser recurses. */
const MAX_YAML_DEPTH = 32;

/** The settings as a `config.yaml` that people can read and edit. */
export const configToYaml = (config: InstanceConfig): string =>
  stringify(configToPlain(config));

/**
 * The value of one YAML 1.2 document (core schema), as `unknown` for a parser to judge. Comments are
 * fine; aliases, tags, repeated keys and several documents are refused, so no text grows when it is read.
 */
export const yamlToPlain = (text: string): Result<unknown, BadYaml> => {
  if (text.length > MAX_YAML_LENGTH) {
    return badYaml(`it is longer than ${MAX_YAML_LENGTH} characters`, null);
  }
  if (deepestNesting(text) > MAX_YAML_DEPTH) {
    return badYaml(`it nests deeper than ${MAX_YAML_DEPTH} levels`, null);
  }
  const document = parseDocument(text, {
    schema: 'core',
    uniqueKeys: true,
  });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    return badYaml(fault.message.split('\n')[0] ?? '', fault.linePos?.[0].line ?? null);
  }
  try {
    return ok(document.toJS({ maxAliasCount: 0 }));
  } catch (error) {
    if (error instanceof ReferenceError) return badYaml('it repeats a part by an alias', null);
    throw error;
  }
};

/**
 * An upper bound of how deep `text` nests, without parsing it: brackets within a line, indentation and
 * compact sequences (`- - -`) before its content.
 */
const deepestNesting = (text: string): number => {
  let deepest = 0;
  let brackets = 0;
  const indents: number[] = [];
  for (const line of text.split('\n')) {
    const lead = /^(?:[ ]|[-?:] )*/.exec(line)?.[0] ?? '';
    const markers = lead.replaceAll(' ', '').length;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    for (const character of line) {
      if (character === '[' || character === '{') brackets++;
      if (character === ']' || character === '}') brackets = Math.max(brackets - 1, 0);
      deepest = Math.max(deepest, brackets);
    }
    deepest = Math.max(deepest, indents.length + markers + brackets);
  }
  return deepest;
};

const badYaml = (reason: string, line: number | null) =>
  err<BadYaml>({
    type: 'bad-yaml',
    message: `This is no usable YAML${line === null ? '' : ` (line ${line})`}: ${reason}. Compare it with an exported config.yaml.`,
    line,
  });
