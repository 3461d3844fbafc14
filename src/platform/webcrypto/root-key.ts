/**
 * The root key of a drive while no recovery kit has been made: its private half encrypted by a key that
 * never leaves the browser. It survives structured clone, so it lies in the key vault.
 */
export interface WrappedRootKey {
  readonly form: 1;
  /** AES-GCM, 256 bits, not extractable. */
  readonly wrappingKey: CryptoKey;
  /** 12 bytes, never used twice with the same key: each wrapping makes a key of its own. */
  readonly nonce: Uint8Array<ArrayBuffer>;
  /** The private key in PKCS #8, encrypted. */
  readonly privateKey: Uint8Array<ArrayBuffer>;
  /** Raw Ed25519, 32 bytes; authenticated together with the private half. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

const ED25519 = 'Ed25519';
const NONCE_BYTES = 12;

/** A new root key, wrapped: its bytes existed only within the browser's own key store. */
export const createRootKey = async (): Promise<WrappedRootKey> => {
  const pair = await crypto.subtle.generateKey(ED25519, true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const wrappingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'wrapKey',
    'unwrapKey',
  ]);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const wrapped = await crypto.subtle.wrapKey(
    'pkcs8',
    pair.privateKey,
    wrappingKey,
    wrapping(nonce, publicKey),
  );
  return { form: 1, wrappingKey, nonce, privateKey: new Uint8Array(wrapped), publicKey };
};

/**
 * The root key, ready to sign. `extractable` only to make the recovery kit. Rejects `OperationError`
 * where any part of `root` was changed.
 */
export const unwrapRootKey = async (
  root: WrappedRootKey,
  { extractable = false }: { readonly extractable?: boolean } = {},
): Promise<CryptoKeyPair> => {
  const { wrappingKey, nonce, privateKey, publicKey } = root;
  return {
    privateKey: await crypto.subtle.unwrapKey(
      'pkcs8',
      privateKey,
      wrappingKey,
      wrapping(nonce, publicKey),
      ED25519,
      extractable,
      ['sign'],
    ),
    publicKey: await crypto.subtle.importKey('raw', publicKey, ED25519, true, ['verify']),
  };
};

const wrapping = (nonce: Uint8Array<ArrayBuffer>, publicKey: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv: nonce,
  additionalData: publicKey,
});

/** Whether what a key vault gave back is a wrapped root key of a form that this version reads. */
export const isWrappedRootKey = (value: unknown): value is WrappedRootKey =>
  typeof value === 'object' &&
  value !== null &&
  'form' in value &&
  value.form === 1 &&
  'wrappingKey' in value &&
  value.wrappingKey instanceof CryptoKey &&
  'nonce' in value &&
  value.nonce instanceof Uint8Array &&
  'privateKey' in value &&
  value.privateKey instanceof Uint8Array &&
  'publicKey' in value &&
  value.publicKey instanceof Uint8Array;
