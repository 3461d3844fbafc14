import type { IntegritySettings } from './damage.ts';

/** Of what parity is kept, and how much. */
export type ParityScope = Pick<IntegritySettings, 'parityPercent' | 'parityCollections'>;

/** How much is kept where somebody asks for parity and says no more. */
export const USUAL_PARITY_PERCENT = 10;

/**
 * Through which collection what stands in `path` has parity: `''` where all of the drive has, `null` where it
 * has none.
 */
export const protectedBy = (
  { parityPercent, parityCollections }: ParityScope,
  path: string,
): string | null => {
  if (parityPercent === 0) return null;
  if (parityCollections === null) return '';
  return parityCollections.find((chosen) => isIn(path, chosen)) ?? null;
};

/**
 * `scope` with a collection chosen or not any more. The first that is chosen turns parity on, for it alone; the
 * last that is not turns it off. Where all of the drive has parity nothing changes.
 */
export const withCollection = (
  scope: ParityScope,
  path: string,
  isChosen: boolean,
): ParityScope => {
  const { parityPercent, parityCollections } = scope;
  if (parityPercent > 0 && parityCollections === null) return scope;
  const before = parityPercent === 0 ? [] : (parityCollections ?? []);
  const others = before.filter((chosen) => chosen !== path);
  const chosen = isChosen ? [...others, path] : others;
  if (chosen.length === 0) return { parityPercent: 0, parityCollections: null };
  const percent = parityPercent === 0 ? USUAL_PARITY_PERCENT : parityPercent;
  return { parityPercent: percent, parityCollections: chosen };
};

/** Those of `chosen` that lie in no other of them: each item counts once for each of these it stands in. */
export const outermost = (chosen: readonly string[]): readonly string[] =>
  chosen.filter((path) => !chosen.some((other) => other !== path && isIn(path, other)));

const isIn = (path: string, collection: string): boolean =>
  path === collection || path.startsWith(`${collection}/`);
