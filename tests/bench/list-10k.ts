import type { Bench } from './bench.ts';
export const list10k: Bench = { name: 'list-10k', run: () => Promise.resolve([]) };
