/** What a person can do less of while a part is not here. */
export type PartFeature = 'heic' | 'films';

/** A heavy part as this build of the app needs it: what calls into it was built for this version only. */
export interface AppPart {
  /** Its path in the manifest. */
  readonly path: string;
  /** `versionNumber` of the package that it is from. */
  readonly version: number;
  readonly feature: PartFeature;
}

/** HEIC pictures. */
export const LIBHEIF: AppPart = { path: 'libheif.wasm', version: 1_023_002, feature: 'heic' };
/** Films that the browser does not decode. */
export const FFMPEG: AppPart = {
  path: 'ffmpeg-core.wasm',
  version: 12_010,
  feature: 'films',
};
/** All of them. */
export const APP_PARTS: readonly AppPart[] = [LIBHEIF, FFMPEG];

/** The version of a package, three numbers below a thousand (`1.23.2`), as one that grows with it (1023002). */
export const versionNumber = (version: string): number => {
  const [major = NaN, minor = NaN, patch = NaN] = version.split('.').map(Number);
  return (major * 1_000 + minor) * 1_000 + patch;
};

/** Lends the bytes of a part, whole and right; `null` where nobody within reach has them. */
export type PartLoader = (part: AppPart) => Promise<Uint8Array<ArrayBuffer> | null>;
