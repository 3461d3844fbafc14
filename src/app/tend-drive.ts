import type { Drive } from '../core/drive/drive.ts';
import type { DriveEvent } from '../core/drive/drive-parts.ts';

/** What the drive does for itself behind the first screen: presence, the journal's soundness, trash, compaction. */
export const tendDrive = async (
  drive: Drive,
  emit: (event: DriveEvent) => void,
): Promise<void> => {
  const { missing, checked, orphans } = await drive.checkPresence();
  const level = missing === 0 ? 'info' : 'warn';
  const text =
    missing === 0
      ? `${checked} originals are all here.`
      : `${missing} of ${checked} originals are missing on this device. Import them again to bring them back.`;
  emit({
    event: 'status',
    payload: { at: new Date().toISOString(), text, level, checked, missing, orphans },
  });
  const damaged = await drive.checkJournal();
  if (damaged > 0) {
    const told = `${damaged} stretches of the journal cannot be read. What the catalogue knows of them stays; the next compaction writes it anew.`;
    emit({
      event: 'status',
      payload: { at: new Date().toISOString(), text: told, level: 'warn' },
    });
  }
  await drive.trash.purgeExpired();
  await drive.compact();
};
