import { version } from '../../package.json';
import { APP_PARTS } from '../core/assets/app-part.ts';
import type { AssetHost } from '../core/assets/asset-host.ts';
import type { AssetTrust } from '../core/assets/kept-parts.ts';
import { createFetchAssetHost } from '../platform/http/fetch-asset-host.ts';

/** The public key that signs the parts of this build, lower-case hex: set by scripts/signed-parts.ts. */
declare const __HM_ASSETS_KEY__: string;

/** Whom this build of the app believes about its heavy parts. */
export const assetTrust = (): AssetTrust => ({
  keys: [__HM_ASSETS_KEY__],
  clientVersion: version,
  parts: APP_PARTS,
});

/** The host that the app came from. */
export const ownAssetHost = (): AssetHost =>
  createFetchAssetHost({ base: new URL('/hm-assets/', self.location.origin).href });
