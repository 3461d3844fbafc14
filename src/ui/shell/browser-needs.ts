/** What a drive needs from a browser; without one of these the screens say so instead of starting. */
export type MissingFeature = 'secure-context' | 'opfs' | 'indexeddb' | 'locks';

/** The part of a window that is asked. */
export interface BrowserScope {
  readonly isSecureContext?: boolean;
  readonly indexedDB?: unknown;
  readonly navigator?: {
    readonly locks?: unknown;
    readonly storage?: { readonly getDirectory?: unknown };
  };
}

/** What is missing, in the order in which it matters; an insecure page hides the rest, so it stands alone. */
export const missingFeatures = (scope: BrowserScope): readonly MissingFeature[] => {
  if (scope.isSecureContext !== true) return ['secure-context'];
  const missing: MissingFeature[] = [];
  if (typeof scope.navigator?.storage?.getDirectory !== 'function') missing.push('opfs');
  if (scope.indexedDB === undefined || scope.indexedDB === null) missing.push('indexeddb');
  if (scope.navigator?.locks === undefined) missing.push('locks');
  return missing;
};
