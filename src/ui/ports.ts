/** What the screens need from the page's root: the drive, and ways to get files from a person. */
import { inject, type InjectionKey } from 'vue';
import type { Hm, ImportInput } from '../app/api-types.ts';
import type { InstalledApp } from '../app/installed-app.ts';
import type { Sample, SampleWords } from '../app/sample-maker.ts';
import type { ViewerStudio } from '../app/viewer-studio.ts';

/** What a paste brought: files, or the web addresses of its text. */
export interface Pasted {
  readonly entries: readonly ImportInput[];
  readonly links: readonly string[];
}

/** How a person hands files over. Each resolves to nothing where the person thought better of it. */
export interface FileSources {
  /** Whether folders can be picked in this browser. */
  readonly canPickDirectory: boolean;
  pickFiles(): Promise<readonly ImportInput[]>;
  pickDirectory(): Promise<readonly ImportInput[]>;
  /** To be called in the task of the drop itself: what was dropped cannot be read later. */
  readDrop(dataTransfer: DataTransfer): Promise<readonly ImportInput[]>;
  /** To be called in the task of the paste itself. */
  readPaste(event: ClipboardEvent): Pasted;
}

/** Where a person wants files to be saved. Each asks, and rejects 'cancelled' where they thought better of it. */
export interface SavePlaces {
  /** Whether folders can be written in this browser. */
  readonly canPickFolder: boolean;
  pickFolder(): Promise<FileSystemDirectoryHandle>;
  /** `undefined` where this browser only knows downloads. */
  pickFile(name: string): Promise<FileSystemFileHandle | undefined>;
}

/** All that `createUi` is given. */
export interface UiPorts {
  readonly hm: Hm;
  readonly files: FileSources;
  readonly saving: SavePlaces;
  /** Starts a thread that answers layout jobs; absent where the page does it all. */
  readonly spawnLayoutWorker?: () => Worker;
  /** Whether the service worker answers for this page now; without it originals are opened as blobs. */
  isServed(): boolean;
  /** What the app has beyond a page once it is installed; fetched when first asked for, one for all. */
  installedApp(): Promise<InstalledApp>;
  /** Makes the sample collection's files; `onMade` hears the share that is done. Absent where there is none to try. */
  readonly makeSample?: (
    words: SampleWords,
    onMade: (share: number) => void,
  ) => Promise<Sample>;
  /** Decodes what the viewer needs and the browser does not show. */
  readonly studio: ViewerStudio;
}

export const UI_PORTS: InjectionKey<UiPorts> = Symbol('ports of the screens');

/** The ports; a defect where the app was not made by `createUi`. */
export const usePorts = (): UiPorts => {
  const ports = inject(UI_PORTS);
  if (ports === undefined) throw new Error('The screens were started without their ports.');
  return ports;
};

/** The drive. */
export const useHm = (): Hm => usePorts().hm;
