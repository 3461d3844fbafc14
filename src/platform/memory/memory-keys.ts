import type { KeyVault } from '../../core/spaces/key-vault.ts';

/** A key vault that forgets everything with its process. */
export const createMemoryKeys = (): KeyVault => {
  const values = new Map<string, unknown>();
  const put = (name: string, value: unknown): void => {
    values.set(name, structuredClone(value));
  };
  return {
    get: (name) => Promise.resolve(structuredClone(values.get(name))),
    put: (name, value) => Promise.resolve().then(() => put(name, value)),
    putIfAbsent: (name, value) =>
      Promise.resolve().then(() => {
        if (!values.has(name)) put(name, value);
        return structuredClone(values.get(name));
      }),
    delete: (name) => Promise.resolve().then(() => void values.delete(name)),
    list: () => Promise.resolve([...values.keys()].sort()),
    close: () => Promise.resolve(),
  };
};
