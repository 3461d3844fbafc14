import type { MediaId } from '../../core/base/ids.ts';
import type { DuplicateGroup } from '../../core/duplicates/group-duplicates.ts';

/** A group as the screen names it, whoever is in it in which order. */
export const groupKey = ({ ids }: Pick<DuplicateGroup, 'ids'>): string =>
  [...ids].sort().join(' ');

/**
 * One list of both kinds, surest first: groups by essence, then those by looks. One that is found by
 * essence is left out where a group by looks holds all of it, and one by looks where essence says the same.
 */
export const joinGroups = (
  byEssence: readonly DuplicateGroup[],
  byLooks: readonly DuplicateGroup[],
): readonly DuplicateGroup[] => {
  const similar = byLooks.filter(({ kind }) => kind === 'similar');
  const wider = new Map<MediaId, DuplicateGroup>();
  for (const group of similar) for (const id of group.ids) wider.set(id, group);
  const own = byEssence.filter(({ ids: [first = '' as MediaId, ...rest] }) => {
    const holder = wider.get(first);
    return holder === undefined || !rest.every((id) => wider.get(id) === holder);
  });
  return [...own, ...similar];
};

/** What merging groups comes to. */
export const effectOf = (
  groups: readonly DuplicateGroup[],
): { readonly items: number; readonly bytes: number } => ({
  items: groups.reduce((sum, { ids }) => sum + ids.length - 1, 0),
  bytes: groups.reduce((sum, { freesBytes }) => sum + freesBytes, 0),
});
