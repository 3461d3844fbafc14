import type { Plugin } from 'vite';

/** One package that the app ships, or that one of those depends on. */
export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it. */
  readonly licence: string;
  readonly text: string;
}

export function collectLicences(root: string): readonly PackageLicence[];
export function licences(root: string): Plugin;
