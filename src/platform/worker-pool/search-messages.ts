import type { SearchHost } from '../../core/search/search-host.ts';

/** One call of the index in its worker. */
export interface SearchRequest {
  readonly id: number;
  readonly method: keyof SearchHost;
  readonly args: readonly unknown[];
}

/** Its end. A host expects no failures: what it throws is a defect. */
export type SearchReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly defect: string };
