import type { Damage, IntegrityReport } from './damage.ts';
import type { Tally } from './verify-tally.ts';

/** What is told of a check that met damage: one sentence, and whether a person should know. */
export interface VerifyWords {
  readonly text: string;
  readonly level: 'info' | 'warn';
  /** The same for a screen that says it in its own language; where nobody needs to know there is none. */
  readonly said?: VerifySaid;
}

/** What a check left undone. `names` are some of the items without good bytes, `more` counts the others. */
export type VerifySaid = Named &
  (
    | {
        readonly code: 'check-left';
        readonly missing: number;
        readonly corrupt: number;
        readonly repaired: number;
      }
    | { readonly code: 'missing-left' | 'damaged-left' }
  );

interface Named {
  readonly names: readonly string[];
  readonly more: number;
}

/** Names that a sentence has room for; the report has all. */
const NAMED = 3;

/** What a check came to, in words. */
export const reportInWords = ({
  missing,
  corrupt,
  repaired,
  stillMissing,
}: IntegrityReport): VerifyWords => {
  const found = `${missing} missing and ${corrupt} damaged`;
  if (repaired === missing + corrupt) {
    return { text: `The check found ${found}; all of it was repaired.`, level: 'info' };
  }
  const some = nameSome(stillMissing);
  const left = stillMissing.length === 0 ? '' : ` Without good bytes: ${named(some)}.`;
  return {
    text: `The check found ${found}, and repaired ${repaired}.${left} Import these files again to bring them back.`,
    level: 'warn',
    said: { code: 'check-left', missing, corrupt, repaired, ...some },
  };
};

/** What came of a blob that somebody met damaged, in words. */
export const suspectInWords = ({ kind }: Damage, tally: Tally): VerifyWords => {
  const what = kind === 'missing' ? 'is missing' : 'is damaged';
  const some = nameSome(tally.stillMissing);
  const who = some.names.length === 0 ? 'A file' : named(some);
  return tally.repaired > 0
    ? {
        text: `A file was ${kind === 'missing' ? 'missing' : 'damaged'}; it was repaired.`,
        level: 'info',
      }
    : {
        text: `${who} ${what}. Import it again to repair it.`,
        level: 'warn',
        said: { code: kind === 'missing' ? 'missing-left' : 'damaged-left', ...some },
      };
};

const nameSome = (items: IntegrityReport['stillMissing']): Named => {
  const names = items.slice(0, NAMED).map(({ name }) => name);
  return { names, more: items.length - names.length };
};

const named = ({ names, more }: Named): string =>
  `${names.map((name) => JSON.stringify(name)).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
