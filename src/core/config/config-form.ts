import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { parseUri } from '../uri/hm-uri.ts';
import { CONFLICT_STRATEGIES, DEFAULT_CONFIG, INSTANCE_TYPES, SIZE_BOUNDS } from './config.ts';
import type { InstanceConfig } from './config.ts';
import { byteRate, byteSize, choice, flag, listOf, orNull, text, whole } from './setting.ts';
import type { Setting } from './setting.ts';

/** Settings that cannot be used: where (`storage.max_size`, as `config.yaml` has it) and why. */
export type BadConfig = {
  readonly type: 'bad-config';
  readonly message: string;
  readonly path: string;
  /** What was given, as text. */
  readonly value: string;
  /** The least and the most that would do, where there are such. */
  readonly bounds?: { readonly min: string; readonly max: string };
};

/** What `applyConfigPatch` takes: any part of the settings, lists being replaced as a whole. */
export type ConfigPatch = DeepPartial<InstanceConfig>;
type DeepPartial<T> = {
  readonly [K in keyof T]?: T[K] extends readonly unknown[] | string | number | boolean | null
    ? T[K]
    : DeepPartial<T[K]>;
};

/** One leaf of the settings: its place in `config.yaml` and in `InstanceConfig`. */
interface Leaf {
  readonly plain: readonly string[];
  readonly own: readonly string[];
  readonly setting: Setting<unknown>;
}

const leaf = <T>(plain: string, own: string, setting: Setting<T>): Leaf => ({
  plain: plain.split('.'),
  own: own.split('.'),
  setting: setting as Setting<unknown>,
});

const hmUri: Setting<string> = {
  read: (value) => (typeof value === 'string' && parseUri(value).ok ? value : undefined),
  write: (value) => value,
  expected: 'an address such as hm://local',
};
const secureUrl = text(
  /^(?:(?:https|wss):\/\/|(?:http|ws):\/\/(?:localhost|127\.0\.0\.1)(?=[:/]|$))[^\s]{0,500}$/,
  'an https:// or wss:// address',
);
const iceServer = text(/^(?:stun|turn|turns):[^\s]{1,250}$/, 'a server such as stun:host:3478');
const extension = text(/^[a-z0-9]{1,10}$/, 'an extension such as jpg');
const instanceName = text(/^(?=.*\S)[^\p{Cc}]{1,100}$/u, 'a name of 1 to 100 characters');
const instanceId = text(/^[A-Za-z0-9_-]{1,64}$/, '1 to 64 letters, digits, "-" and "_"');
/** `local` is what early files called a drive that stands alone. */
const instanceType = choice(INSTANCE_TYPES, { local: 'primary' });

const LEAVES: readonly Leaf[] = [
  leaf('instance.id', 'id', instanceId),
  leaf('instance.name', 'name', instanceName),
  leaf('instance.uri', 'uri', hmUri),
  leaf('instance.type', 'type', instanceType),
  leaf('storage.max_size', 'storage.maxSize', orNull(byteSize(...SIZE_BOUNDS.maxSize))),
  leaf('storage.cache_size', 'storage.cacheSize', byteSize(...SIZE_BOUNDS.cacheSize)),
  leaf('network.signalling_url', 'network.signallingUrl', orNull(secureUrl)),
  leaf('network.lan_discovery', 'network.lanDiscovery', flag),
  leaf('network.registry_url', 'network.registryUrl', orNull(secureUrl)),
  leaf('network.ice_servers', 'network.iceServers', listOf(iceServer, 16)),
  leaf('subscriptions.auto_sync', 'subscriptions.autoSync', flag),
  leaf(
    'subscriptions.sync_interval',
    'subscriptions.syncIntervalSeconds',
    whole(10, 31_536_000),
  ),
  leaf(
    'subscriptions.conflict_strategy',
    'subscriptions.conflictStrategy',
    choice(CONFLICT_STRATEGIES),
  ),
  leaf('subscriptions.bandwidth_limit', 'subscriptions.bandwidthLimit', orNull(byteRate)),
  leaf(
    'media.supported_formats.images',
    'media.supportedFormats.images',
    listOf(extension, 100),
  ),
  leaf(
    'media.supported_formats.videos',
    'media.supportedFormats.videos',
    listOf(extension, 100),
  ),
  leaf('media.supported_formats.audio', 'media.supportedFormats.audio', listOf(extension, 100)),
  leaf('media.generate_thumbnails', 'media.generateThumbnails', flag),
  leaf('media.thumbnail_sizes', 'media.thumbnailSizes', listOf(whole(16, 4_096), 8)),
];

/**
 * Settings in their `config.yaml` form, from anyone. What is missing gets its default; sections and keys
 * that are unknown are passed over, so that a file of another version can be read.
 */
export const parseConfig = (plain: unknown): Result<InstanceConfig, BadConfig> => {
  if (!isRecord(plain)) return err(badConfig('', plain, 'the sections of a config.yaml'));
  return readLeaves(plain, DEFAULT_CONFIG, 'plain');
};

/**
 * `config` with a patch from a person or a program applied; keys as in `InstanceConfig`. A key that is
 * unknown fails the whole patch. Sizes and rates may be texts such as `10GB`.
 */
export const applyConfigPatch = (
  config: InstanceConfig,
  patch: unknown,
): Result<InstanceConfig, BadConfig> => {
  if (!isRecord(patch)) return err(badConfig('', patch, 'an object with settings'));
  const unknownPath = findUnknown(patch, []);
  if (unknownPath !== null) {
    return err(
      badConfig(unknownPath, valueAt(patch, unknownPath.split('.')), 'a setting that exists'),
    );
  }
  return readLeaves(patch, config, 'own');
};

/** The settings as `config.yaml` has them: sections, snake case, sizes and rates with units. */
export const configToPlain = (config: InstanceConfig): Record<string, unknown> => {
  const plain: Record<string, unknown> = {};
  for (const { plain: path, own, setting } of LEAVES) {
    setAt(plain, path, setting.write(valueAt(config, own)));
  }
  return plain;
};

const readLeaves = (
  source: object,
  base: InstanceConfig,
  form: 'plain' | 'own',
): Result<InstanceConfig, BadConfig> => {
  const config: Record<string, unknown> = {};
  for (const entry of LEAVES) {
    const { own, setting } = entry;
    const given = valueAt(source, entry[form]);
    const value = given === undefined ? valueAt(base, own) : setting.read(given);
    if (value === undefined)
      return err(badConfig(entry[form].join('.'), given, setting.expected, setting.bounds));
    setAt(config, own, value);
  }
  // Every leaf of InstanceConfig has been set by LEAVES, which the round trip in the tests proves.
  return ok(config as unknown as InstanceConfig);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (source: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    source,
  );

const setAt = (
  target: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): void => {
  const [key = '', ...below] = path;
  if (below.length === 0) {
    target[key] = value;
    return;
  }
  const section = isRecord(target[key]) ? target[key] : {};
  target[key] = section;
  setAt(section, below, value);
};

/** The first key of a patch that leads to no setting; sections that are no objects lead to none. */
const findUnknown = (
  patch: Record<string, unknown>,
  above: readonly string[],
): string | null => {
  for (const [key, value] of Object.entries(patch)) {
    const path = [...above, key];
    const joined = path.join('.');
    if (LEAVES.some(({ own }) => own.join('.') === joined)) continue;
    const isSection = LEAVES.some(({ own }) => own.join('.').startsWith(`${joined}.`));
    if (!isSection || !isRecord(value)) return joined;
    const below = findUnknown(value, path);
    if (below !== null) return below;
  }
  return null;
};

const badConfig = (
  path: string,
  value: unknown,
  expected: string,
  bounds?: BadConfig['bounds'],
): BadConfig => {
  const json = (JSON.stringify(value) as string | undefined) ?? typeof value;
  const shown = json.slice(0, 80);
  return {
    type: 'bad-config',
    message: `${path === '' ? 'The configuration' : path} was ${shown}; it must be ${expected}.`,
    path,
    value: shown,
    ...(bounds !== undefined && { bounds }),
  };
};
