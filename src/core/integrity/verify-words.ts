import type { Damage, IntegrityReport } from './damage.ts';
import type { Tally } from './verify-tally.ts';

/** What is told of a check that met damage: one sentence, and whether a person should know. */
export interface VerifyWords {
  readonly text: string;
  readonly level: 'info' | 'warn';
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
  const left = stillMissing.length === 0 ? '' : ` Without good bytes: ${named(stillMissing)}.`;
  return {
    text: `The check found ${found}, and repaired ${repaired}.${left} Import these files again to bring them back.`,
    level: 'warn',
  };
};

/** What came of a blob that somebody met damaged, in words. */
export const suspectInWords = ({ kind }: Damage, tally: Tally): VerifyWords => {
  const what = kind === 'missing' ? 'is missing' : 'is damaged';
  const who = tally.stillMissing.length === 0 ? 'A file' : named(tally.stillMissing);
  return tally.repaired > 0
    ? {
        text: `A file was ${kind === 'missing' ? 'missing' : 'damaged'}; it was repaired.`,
        level: 'info',
      }
    : { text: `${who} ${what}. Import it again to repair it.`, level: 'warn' };
};

const named = (items: IntegrityReport['stillMissing']): string => {
  const names = items.slice(0, NAMED).map(({ name }) => JSON.stringify(name));
  const more = items.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};
