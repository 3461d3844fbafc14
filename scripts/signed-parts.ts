// The heavy parts of the app, from installed packages, with their signed list: what the host serves at /hm-assets/.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBLAKE2b } from 'hash-wasm';
import type { Plugin } from 'vite';
import { type AppPart, FFMPEG, LIBHEIF, versionNumber } from '../src/core/assets/app-part.ts';
import { HOST_MANIFEST } from '../src/core/assets/asset-host.ts';
import { bytesToHex } from '../src/core/base/bytes.ts';
import type { BlobHash } from '../src/core/base/ids.ts';
import {
  blobDigest,
  MANIFEST_VERSION,
  type ManifestChunk,
  type ManifestFile,
  type SignedManifest,
} from '../src/core/manifests/manifest.ts';
import { signManifest } from '../src/core/manifests/manifest-signature.ts';
import type { Signer } from '../src/core/spaces/keys.ts';

/** Where the host serves them. */
export const PARTS_PATH = '/hm-assets/';

/** An update fetches whole chunks: one is a hundredth of a large part, and few enough to be listed. */
const CHUNK_BYTES = 256 * 1024;

/** Where a part is from, and what is done without it. */
interface PartSource extends Pick<ManifestFile, 'required' | 'fallback'> {
  readonly part: AppPart;
  readonly from: string;
  /** Its file in that package. */
  readonly file: string;
}

const SOURCES: readonly PartSource[] = [
  {
    part: LIBHEIF,
    from: 'libheif-js',
    file: 'libheif-wasm/libheif.wasm',
    required: true,
    fallback: 'preview',
  },
  {
    part: FFMPEG,
    from: '@ffmpeg/core',
    file: 'dist/esm/ffmpeg-core.wasm',
    required: false,
    fallback: 'placeholder',
  },
];

/**
 * Anyone can sign with it: a list that is signed by it protects against accidents, not against people. Who
 * builds for others sets HM_ASSETS_KEY (docs/spec/assets.md).
 */
const DEVELOPMENT_SEED = createHash('sha256').update('HM Drive development key').digest('hex');

/** The signer whose Ed25519 seed is HM_ASSETS_KEY, 64 hex digits; the development key without one. */
export const signerOf = (environment: Readonly<Record<string, string | undefined>>): Signer => {
  const seed = environment['HM_ASSETS_KEY'] ?? DEVELOPMENT_SEED;
  if (!/^[0-9a-f]{64}$/i.test(seed))
    throw new Error('HM_ASSETS_KEY must be an Ed25519 seed: 64 hex digits.');
  const der = Buffer.concat([PKCS8_ED25519, Buffer.from(seed, 'hex')]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12);
  return {
    publicKey: new Uint8Array(publicKey),
    sign: (bytes) => Promise.resolve(new Uint8Array(sign(null, bytes, key))),
  };
};

/** What PKCS #8 says before the seed of an Ed25519 key (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The parts and their list, by name below `PARTS_PATH`. */
export type SignedParts = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/**
 * Makes them from the packages below `root`: the same packages, key and SOURCE_DATE_EPOCH give the same
 * bytes. Throws where a package has another version than the code that calls into it was written for.
 */
export const makeSignedParts = async (
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SignedParts> => {
  const parts = new Map<string, Uint8Array<ArrayBuffer>>();
  const files: ManifestFile[] = [];
  for (const source of SOURCES) {
    const bytes = readPart(root, source);
    parts.set(source.part.path, bytes);
    files.push(await listPart(source, bytes));
  }
  const { version: app } = readPackage(root);
  const seconds = Number(environment['SOURCE_DATE_EPOCH'] ?? 0);
  const signed: SignedManifest = await signManifest(
    {
      version: MANIFEST_VERSION,
      minClientVersion: app,
      timestamp: new Date(seconds * 1_000).toISOString(),
      subject: 'assets',
      sequence: versionNumber(app),
      files,
    },
    signerOf(environment),
  );
  parts.set(HOST_MANIFEST, new Uint8Array(Buffer.from(JSON.stringify(signed))));
  return parts;
};

const readPart = (root: string, { part, from, file }: PartSource): Uint8Array<ArrayBuffer> => {
  const folder = join(root, 'node_modules', from);
  const { version } = readPackage(folder);
  if (versionNumber(version) !== part.version)
    throw new Error(
      `${from} is ${version}, but src/core/assets/app-part.ts names ${part.version} for ${part.path}. See that the code that calls into it fits, then name ${versionNumber(version)} there.`,
    );
  return new Uint8Array(readFileSync(join(folder, file)));
};

const readPackage = (folder: string): { readonly version: string } =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };

const listPart = async (
  { part: { path, version }, required, fallback }: PartSource,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ManifestFile> => {
  const hasher = await createBLAKE2b(256);
  const hash = blobDigest(hasher.init().update(bytes).digest('hex') as BlobHash);
  const chunks: ManifestChunk[] = [];
  for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES) {
    const chunk = bytes.subarray(offset, offset + CHUNK_BYTES);
    const digest = createHash('sha256').update(chunk).digest('hex');
    chunks.push({ offset, size: chunk.length, hash: `sha256-${digest}` });
  }
  const told = { version, required, fallback, changelog: null };
  return { path, hash, size: bytes.length, ...told, chunks };
};

/**
 * A plugin of Vite: the app pins the public key (`__HM_ASSETS_KEY__`); a build gets the parts beside its
 * scripts, the development server serves them.
 */
export const signedParts = (root: string): Plugin => {
  let making: Promise<SignedParts> | null = null;
  const made = (): Promise<SignedParts> => (making ??= makeSignedParts(root, process.env));
  return {
    name: 'hm-signed-parts',
    config: () => ({
      define: {
        __HM_ASSETS_KEY__: JSON.stringify(bytesToHex(signerOf(process.env).publicKey)),
      },
    }),
    async generateBundle() {
      for (const [path, source] of await made())
        this.emitFile({ type: 'asset', fileName: PARTS_PATH.slice(1) + path, source });
    },
    configureServer(server) {
      server.middlewares.use(PARTS_PATH, (request, response) => {
        made().then(
          (parts) => {
            const bytes = parts.get((request.url ?? '').slice(1));
            response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
          },
          (error: unknown) => response.writeHead(500).end(String(error)),
        );
      });
    },
  };
};

/**
 * A plugin of Vite for scripts that load the ffmpeg core: it would be bundled with its own 32 MB for an address that
 * is never asked, since the bytes are handed in.
 */
export const bareFfmpeg = (): Plugin => {
  const address = 'new URL("ffmpeg-core.wasm",import.meta.url).href';
  return {
    name: 'hm-bare-ffmpeg',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/@ffmpeg/core/dist/esm/ffmpeg-core.js')) return null;
      if (!code.includes(address))
        this.error('The ffmpeg core names its file in another way now.');
      return { code: code.replace(address, '"ffmpeg-core.wasm"'), map: null };
    },
  };
};
