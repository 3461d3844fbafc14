import type { Repairer } from './damage.ts';

/** The repairer of a drive that has no source of good bytes: it heals nothing, and says that it asked nobody. */
export const createNoRepair = (): Repairer => ({
  repair: () => Promise.resolve({ state: 'unrepaired', tried: [] }),
});
