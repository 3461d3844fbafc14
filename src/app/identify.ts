import type { Clock, Random } from '../core/base/clock.ts';
import { areBytesEqual } from '../core/base/bytes.ts';
import { HmError } from '../core/base/hm-error.ts';
import { JOURNAL_FORMAT } from '../core/catalog/journal-entry.ts';
import type { Identify } from '../core/drive/opening.ts';
import { createAuthor } from '../core/spaces/author.ts';
import {
  certifyDevice,
  createSpaceId,
  encodeCertificate,
  keyToDeviceId,
} from '../core/spaces/certificate.ts';
import { DEVICE_KEY, type KeyVault, ROOT_KEY } from '../core/spaces/key-vault.ts';
import type { Digest, Signer } from '../core/spaces/keys.ts';
import {
  type WrappedRootKey,
  createRootKey,
  isWrappedRootKey,
  unwrapRootKey,
} from '../platform/webcrypto/root-key.ts';
import { createDeviceKey, createSigner } from '../platform/webcrypto/webcrypto-keys.ts';

/** What telling who we are needs. */
export interface IdentifyParts {
  readonly vault: KeyVault;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly random: Random;
  /** What the owner calls this device. */
  readonly deviceName: string;
}

/**
 * Finds or makes the keys of this device. A vault that was lost with IndexedDB gives a new device key,
 * and no certificate before the recovery kit brings back the root: the drive works on as it is.
 */
export const createIdentify =
  ({ vault, digest, clock, random, deviceName }: IdentifyParts): Identify =>
  async (known) => {
    const pair =
      (await vault.get(DEVICE_KEY)) ??
      (await vault.putIfAbsent(DEVICE_KEY, await createDeviceKey()));
    const signer = await createSigner(checkPair(pair));
    const root = await findRoot(vault, known?.rootKey ?? null);
    const genesis = known ?? {
      e: 'genesis' as const,
      format: JOURNAL_FORMAT,
      space: await createSpaceId(rootKeyOf(root), random.bytes(16), digest),
      rootKey: rootKeyOf(root),
      createdAt: new Date(clock.nowMs()).toISOString(),
    };
    const device = keyToDeviceId(signer.publicKey);
    const nowMs = clock.nowMs();
    const certificate =
      root === null
        ? null
        : await certify(root, {
            deviceKey: signer.publicKey,
            name: deviceName,
            issuedAtMs: nowMs,
          });
    return {
      identity: { space: genesis.space, author: createAuthor(device, 0), signer },
      genesis,
      device: { e: 'device', device, epoch: 0, certificate },
    };
  };

/** The wrapped root key of this drive: made for a new drive, `null` where the drive's own was lost. */
const findRoot = async (
  vault: KeyVault,
  publicKey: Uint8Array | null,
): Promise<WrappedRootKey | null> => {
  const kept = await vault.get(ROOT_KEY);
  if (publicKey === null) {
    const made = await createRootKey();
    await vault.put(ROOT_KEY, made);
    return made;
  }
  return isWrappedRootKey(kept) && areBytesEqual(kept.publicKey, publicKey) ? kept : null;
};

const rootKeyOf = (root: WrappedRootKey | null): Uint8Array => {
  if (root !== null) return root.publicKey;
  throw new Error('A new drive has a root key.');
};

const certify = async (
  root: WrappedRootKey,
  device: Parameters<typeof certifyDevice>[0],
): Promise<Uint8Array> => {
  const signer: Signer = await createSigner(await unwrapRootKey(root));
  return encodeCertificate(await certifyDevice(device, signer));
};

const checkPair = (value: unknown): CryptoKeyPair => {
  const isPair = typeof value === 'object' && value !== null && 'privateKey' in value;
  if (isPair) return value as CryptoKeyPair;
  throw new HmError(
    'bad-device-key',
    'The key of this device cannot be read. Reload the page; if it stays, clear the site data of "hm-keys" only.',
  );
};
