import type { PlainObject } from '../../core/base/plain.ts';
import type { Drive } from '../../core/drive/drive.ts';
import type { DriveEvent } from '../../core/drive/drive-parts.ts';

/** What a start tends. */
export interface StartParts {
  readonly drive: Pick<
    Drive,
    | 'integrity'
    | 'trash'
    | 'repairs'
    | 'noteMended'
    | 'checkCatalog'
    | 'mendJournal'
    | 'compact'
    | 'startup'
  >;
  readonly emit: (event: DriveEvent) => void;
  readonly nowMs: () => number;
}

/**
 * What each start does behind the first screen, whoever asks meanwhile: presence and what is missing, the
 * catalogue's and the journal's soundness, trash, garbage, what repairs replaced, compaction.
 */
export const tendStart = async ({ drive, emit, nowMs }: StartParts): Promise<void> => {
  const tell = (text: string, level: 'info' | 'warn', facts: PlainObject = {}): void =>
    emit({
      event: 'status',
      payload: { at: new Date(nowMs()).toISOString(), text, level, ...facts },
    });

  const { missing, checked, orphans } = await drive.integrity.presence();
  const facts = { checked, missing, orphans };
  if (missing === 0) tell(`${checked} originals are all here.`, 'info', facts);
  else {
    const code = isEvicted(drive) ? 'files-gone' : 'originals-missing';
    const said = { code, missing, checked };
    tell(missingInWords(drive, missing), 'warn', { ...facts, said });
  }
  if (missing > 0) await drive.integrity.healMissing();
  await drive.noteMended();
  await drive.checkCatalog();
  const { damaged, mended } = await drive.mendJournal();
  if (mended > 0) tell(journalInWords(damaged, mended), 'info');
  else if (damaged > 0)
    tell(journalInWords(damaged, mended), 'warn', {
      said: { code: 'journal-unread', damaged },
    });
  await drive.trash.purgeExpired();
  await drive.trash.collect();
  await drive.repairs.expire();
  await drive.compact();
};

const isEvicted = ({ startup }: Pick<StartParts['drive'], 'startup'>): boolean =>
  startup.degraded.includes('files-gone');

/** An evicted store is told as that: nobody deleted anything. */
const missingInWords = ({ startup }: StartParts['drive'], missing: number): string => {
  const { checked } = startup;
  if (!isEvicted({ startup }))
    return `${missing} of ${checked} originals are missing on this device. Import them again to bring them back.`;
  return `This browser cleared the drive's files: ${missing} of ${checked} originals are missing on this device. Collections, tags and trash are all kept; import the files again to bring them back.`;
};

const journalInWords = (damaged: number, mended: number): string =>
  mended > 0
    ? `${damaged} stretches of the journal could not be read; it was written anew from the catalogue.`
    : `${damaged} stretches of the journal cannot be read. What the catalogue knows of them stays; the next compaction writes it anew.`;
