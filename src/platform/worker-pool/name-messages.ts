/** What a thread that lists names says: so many at a time, then once how it ended. */
export type NamesReply =
  /** Hashes of 64 characters, one after another. */
  { readonly names: string } | { readonly end: 'all' | 'failed' };

/** Characters of a hash. */
export const NAME_LENGTH = 64;
