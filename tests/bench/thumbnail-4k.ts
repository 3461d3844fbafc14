import type { Bench } from './bench.ts';
export const thumbnail4k: Bench = { name: 'thumbnail-4k', run: () => Promise.resolve([]) };
