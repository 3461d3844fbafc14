import type { Bench } from './bench.ts';
export const largeFile: Bench = { name: 'large-file', run: () => Promise.resolve([]) };
