import type { Bench } from './bench.ts';
export const start100k: Bench = { name: 'start-100k', run: () => Promise.resolve([]) };
