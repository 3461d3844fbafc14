import type { Rolldown } from 'vite';

export function fileGroups(root: string): Rolldown.CodeSplittingGroup[];
export function fileName(chunk: Pick<Rolldown.PreRenderedChunk, 'name'>): string;
