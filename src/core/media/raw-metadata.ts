import type { Plain, PlainObject } from '../base/plain.ts';

const MAX_DEPTH = 6;
const MAX_KEYS = 400;
const MAX_ITEMS = 64;
const MAX_TEXT = 2_000;
const MAX_KEY = 120;
/** What all of it may take, encoded; counted on the safe side. */
const MAX_BYTES = 60 * 1024;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What a parser found, as plain data of at most 64 KiB encoded: numbers, texts, booleans, lists and
 * objects. Functions, buffers, symbols and keys that touch prototypes are left out; long texts and lists
 * are cut; what comes after the limit is missing.
 */
export const boundMetadata = (found: unknown): PlainObject => {
  const budget = { bytes: MAX_BYTES };
  const plain = toPlain(found, 0, budget);
  return isPlainObject(plain) ? plain : {};
};

const isPlainObject = (value: Plain | undefined): value is PlainObject =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);

const toPlain = (
  value: unknown,
  depth: number,
  budget: { bytes: number },
): Plain | undefined => {
  if (budget.bytes <= 0 || depth > MAX_DEPTH) return undefined;
  budget.bytes -= 9;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return cutText(value, budget);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value !== 'object' || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return undefined;
  }
  return Array.isArray(value) ? listOf(value, depth, budget) : objectOf(value, depth, budget);
};

/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const cutText = (text: string, budget: { bytes: number }): string => {
  const cut = text.slice(0, Math.min(MAX_TEXT, Math.max(0, Math.floor(budget.bytes / 3))));
  budget.bytes -= cut.length * 3;
  return wellFormed(cut);
};

/** Half a character, left by a cut or by a broken file, would not survive encoding. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

const listOf = (list: readonly unknown[], depth: number, budget: { bytes: number }): Plain =>
  list
    .slice(0, MAX_ITEMS)
    .map((item) => toPlain(item, depth + 1, budget))
    .filter((item) => item !== undefined);

const objectOf = (source: object, depth: number, budget: { bytes: number }): PlainObject => {
  const entries: [string, Plain][] = [];
  for (const [key, value] of Object.entries(source).slice(0, MAX_KEYS)) {
    if (FORBIDDEN_KEYS.has(key)) continue;
    budget.bytes -= Math.min(key.length, MAX_KEY) * 3;
    const plain = toPlain(value, depth + 1, budget);
    if (plain !== undefined) entries.push([wellFormed(key.slice(0, MAX_KEY)), plain]);
  }
  return Object.fromEntries(entries);
};
