/** What came from outside and waits for a person, as the screen shows it; nothing of it is in the drive. */
import type { ImportInput } from '../../app/api-types.ts';
import type { SharedBatch } from '../../core/imports/shared-batch.ts';

/** One file that came. */
export interface IncomingFile {
  readonly name: string;
  /** `null` until the file was opened. */
  readonly sizeBytes: number | null;
  /** What the drive is given where the person agrees. */
  readonly input: ImportInput;
  /** Rejects where the file is gone or may not be read. */
  open(): Promise<Blob>;
}

/** What one act of sharing or opening brought. */
export interface Incoming {
  readonly id: string;
  /** 'shared' by another app, or 'opened' with this one by the system. */
  readonly origin: 'shared' | 'opened';
  /** ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly files: readonly IncomingFile[];
  /** How many more files were sent than are kept. */
  readonly leftOut: number;
  /** What was written with it; `''` where nothing was. */
  readonly words: string;
  /** The web addresses in the words. */
  readonly links: readonly string[];
  /** The stored form, `null` where nothing is stored. */
  readonly batch: SharedBatch | null;
}

/** Whether all that was written is a link, which is said beside what can be done with it. */
export const isOnlyLink = ({ words, links }: Pick<Incoming, 'words' | 'links'>): boolean =>
  links.includes(words.trim());

/** Longer texts are cut: they are shown to be known again, not to be read. */
const MOST_WORDS = 1_000;

/** A share with handles of its files, in its order. */
export const batchToIncoming = (
  batch: SharedBatch,
  handles: readonly FileSystemFileHandle[],
  links: readonly string[],
): Incoming => ({
  id: batch.id,
  origin: 'shared',
  receivedAt: batch.receivedAt,
  files: handles.map((handle, i) => ({
    name: batch.files[i]?.name ?? handle.name,
    sizeBytes: batch.files[i]?.sizeBytes ?? null,
    input: { path: batch.files[i]?.name ?? handle.name, handle },
    open: () => handle.getFile(),
  })),
  leftOut: batch.leftOut,
  words: wordsOf(batch),
  links,
  batch,
});

/** Files that the system opened with the app. */
export const handlesToIncoming = (
  handles: readonly FileSystemFileHandle[],
  receivedAt: string,
): Incoming => ({
  id: `opened-${receivedAt}`,
  origin: 'opened',
  receivedAt,
  files: handles.map((handle) => ({
    name: handle.name,
    sizeBytes: null,
    input: { path: handle.name, handle },
    open: () => handle.getFile(),
  })),
  leftOut: 0,
  words: '',
  links: [],
  batch: null,
});

/** Title, text and address without repetition: many apps put the address into the text as well. */
const wordsOf = ({ title, text, url }: SharedBatch): string => {
  const parts = [title, text, url].map((part) => part.trim()).filter((part) => part !== '');
  const told = parts.filter(
    (part, i) => !parts.some((other, j) => other.includes(part) && (other !== part || j < i)),
  );
  return told.join('\n').slice(0, MOST_WORDS);
};

/** The oldest first. */
export const inOrder = (all: readonly Incoming[]): readonly Incoming[] =>
  all.toSorted((a, b) => a.receivedAt.localeCompare(b.receivedAt));
