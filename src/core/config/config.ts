/** What part an instance plays among others. */
export const INSTANCE_TYPES = ['primary', 'secondary', 'peer'] as const;
export type InstanceType = (typeof INSTANCE_TYPES)[number];

/** How a conflict is settled where nobody chose for the item at hand. */
export const CONFLICT_STRATEGIES = [
  'last_write_wins',
  'merge_metadata',
  'version_both',
  'manual',
] as const;
export type ConflictStrategy = (typeof CONFLICT_STRATEGIES)[number];

/** The settings of one instance: what `config.yaml` carries from one device to the next. Plain data. */
export interface InstanceConfig {
  /** 1 to 64 letters, digits, `-` and `_`. */
  readonly id: string;
  readonly name: string;
  /** How others address it: `hm://…`. */
  readonly uri: string;
  readonly type: InstanceType;
  readonly storage: {
    /** The most bytes that the drive may take, `null` for as much as the browser gives. */
    readonly maxSize: number | null;
    /** The most bytes of all caches together. */
    readonly cacheSize: number;
  };
  readonly network: {
    /** `wss://` or `https://` of a signalling server, `null` for the host that served the app. */
    readonly signallingUrl: string | null;
    /** Whether the drive looks for others on the local network. */
    readonly lanDiscovery: boolean;
    /** `https://` of a registry, `null` for none. */
    readonly registryUrl: string | null;
    /** STUN and TURN servers, `stun:host:port` or `turn:host:port`. */
    readonly iceServers: readonly string[];
  };
  /** What a new subscription begins with. */
  readonly subscriptions: {
    readonly autoSync: boolean;
    readonly syncIntervalSeconds: number;
    readonly conflictStrategy: ConflictStrategy;
    /** Bytes per second, `null` for no limit. */
    readonly bandwidthLimit: number | null;
  };
  readonly media: {
    /** Extensions that a folder import takes; what a file is, its bytes say. */
    readonly supportedFormats: {
      readonly images: readonly string[];
      readonly videos: readonly string[];
      readonly audio: readonly string[];
    };
    readonly generateThumbnails: boolean;
    /** The longer side in pixels, ascending. */
    readonly thumbnailSizes: readonly number[];
  };
}

/** Bytes, least and most: below the least nothing could be done, the most is beyond any disk of a device. */
export const SIZE_BOUNDS = {
  maxSize: [100e6, 1000e12],
  cacheSize: [10e6, 1000e12],
} as const;

/** The settings of a new drive: nothing leaves the device, no limit is set but that of the caches. */
export const DEFAULT_CONFIG: InstanceConfig = {
  id: 'local',
  name: 'My drive',
  uri: 'hm://local',
  type: 'primary',
  storage: { maxSize: null, cacheSize: 10e9 },
  network: { signallingUrl: null, lanDiscovery: false, registryUrl: null, iceServers: [] },
  subscriptions: {
    autoSync: true,
    syncIntervalSeconds: 900,
    conflictStrategy: 'last_write_wins',
    bandwidthLimit: null,
  },
  media: {
    supportedFormats: {
      images: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif', 'heic', 'jxl', 'tiff', 'svg'],
      videos: ['mp4', 'webm', 'mov', 'avi', 'mkv', 'mpeg', '3gp'],
      audio: ['mp3', 'wav', 'flac', 'ogg', 'opus', 'm4a', 'aiff'],
    },
    generateThumbnails: true,
    thumbnailSizes: [128, 256, 512],
  },
};

/** The settings of a new drive under its own id and name. */
export const createConfig = (instance: {
  readonly id: string;
  readonly name: string;
}): InstanceConfig => ({ ...DEFAULT_CONFIG, ...instance });
