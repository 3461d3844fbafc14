/** Why a share was not taken, as `app/take-share.ts` writes it into the address of this screen. */
const REFUSALS = ['full', 'no-room', 'empty', 'foreign', 'unreadable', 'missed'] as const;
type Refusal = (typeof REFUSALS)[number];

/** The word of a refusal in an address that anyone may have written; `null` where there is none. */
export const refusalKey = (given: unknown): Refusal | null => {
  if (typeof given !== 'string') return null;
  return REFUSALS.find((refusal) => refusal === given) ?? 'unreadable';
};
