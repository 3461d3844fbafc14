/** What the screens need from the page's root: the drive, and ways to get files from a person. */
import { inject, type InjectionKey } from 'vue';
import type { Hm, ImportInput } from '../app/api-types.ts';

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

/** All that `createUi` is given. */
export interface UiPorts {
  readonly hm: Hm;
  readonly files: FileSources;
  /** Whether the service worker answers for this page now; without it originals are opened as blobs. */
  isServed(): boolean;
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
