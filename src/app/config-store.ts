import { HmError } from '../core/base/hm-error.ts';
import type { PlainObject } from '../core/base/plain.ts';
import type { Result } from '../core/base/result.ts';
import {
  type BadConfig,
  applyConfigPatch,
  configToPlain,
  parseConfig,
} from '../core/config/config-form.ts';
import { type InstanceConfig, createConfig } from '../core/config/config.ts';
import type { Drive } from '../core/drive/drive.ts';
import { configToYaml, yamlToPlain } from '../platform/yaml/yaml-text.ts';

const KEY = ['config'] as const;

/** The settings of this instance: a record of the journal that does not sync. */
export interface ConfigStore {
  get(): InstanceConfig;
  /** 'bad-config' names the setting and the value. */
  update(patch: unknown): Promise<InstanceConfig>;
  exportYaml(): string;
  importYaml(yaml: string): Promise<InstanceConfig>;
}

/** Reads the settings that the drive keeps, or those of a new instance. */
export const openConfigStore = async (
  drive: Drive,
  instanceId: string,
): Promise<ConfigStore> => {
  const kept = await drive.readLocal(KEY);
  const parsed = kept === null ? null : parseConfig(kept);
  const fresh = createConfig({ id: instanceId, name: 'My drive' });
  let config = parsed?.ok === true ? parsed.value : fresh;

  const keep = async (next: Result<InstanceConfig, BadConfig>): Promise<InstanceConfig> => {
    if (!next.ok) {
      const { type, message, path, value, bounds } = next.error;
      throw new HmError(type, message, { path, value, ...bounds });
    }
    await drive.writeLocal(KEY, configToPlain(next.value) as PlainObject);
    config = next.value;
    return config;
  };

  return {
    get: () => config,
    update: (patch) => keep(applyConfigPatch(config, patch)),
    exportYaml: () => configToYaml(config),
    importYaml: async (yaml) => {
      const plain = yamlToPlain(yaml);
      if (!plain.ok) throw new HmError(plain.error.type, plain.error.message);
      return keep(parseConfig(plain.value));
    },
  };
};
