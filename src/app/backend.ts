import { HmError } from '../core/base/hm-error.ts';
import type { Plain } from '../core/base/plain.ts';
import type { RpcReply, RpcRequest } from './rpc.ts';
import { errorToFailure } from './rpc.ts';
import type { Backend } from './drive-node.ts';

/** One method of the drive as it is called from outside: arguments are whatever a script passed. */
export type Method = (args: readonly unknown[], request: string) => unknown;

/** All methods by name. */
export type Methods = Readonly<Record<string, Method>>;

/** What a backend does beside calling methods. */
export interface BackendOptions {
  /** Runs a call; once more where it finds the catalogue damaged, which is made again first. */
  readonly healed: <T>(call: () => Promise<T>) => Promise<T>;
  /** Hears of errors that nobody expected. */
  readonly onDefect: (error: unknown) => void;
}

/** Answers requests from `methods`; a failure becomes a reply, never an exception. */
export const createBackend = (
  methods: Methods,
  { healed, onDefect }: BackendOptions,
): Backend => {
  const run = async ({ method, args, id }: RpcRequest): Promise<unknown> => {
    const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (known === undefined) {
      throw new HmError('no-such-method', `There is no method ${JSON.stringify(method)}.`, {
        method,
      });
    }
    return await known(args, id);
  };

  return async (request): Promise<RpcReply> => {
    try {
      return { ok: true, value: await healed(() => run(request)) };
    } catch (error) {
      const failure = errorToFailure(error);
      if (failure.type === 'defect') onDefect(error);
      return { ok: false, error: failure };
    }
  };
};

/** Reads an argument that must be text. */
export const text = (value: unknown, name: string): string => {
  if (typeof value === 'string') return value;
  throw badArgument(value, name, 'text');
};

/** Reads an argument that must be a list of texts; one text is a list of one. */
export const texts = (value: unknown, name: string): readonly string[] => {
  const list: unknown = typeof value === 'string' ? [value] : value;
  if (Array.isArray(list)) return list.map((entry) => text(entry, name));
  throw badArgument(value, name, 'text or a list of texts');
};

/** Reads an argument that must be an object; nothing given is an empty one. */
export const object = (value: unknown, name: string): Readonly<Record<string, Plain>> => {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, Plain>;
  throw badArgument(value, name, 'an object');
};

/** The refusal of an argument: what it is called, what was given, and what would do. */
export const badArgument = (value: unknown, name: string, wanted: string): HmError => {
  const isBare = value === null || ['number', 'boolean', 'undefined'].includes(typeof value);
  const shown =
    typeof value === 'string'
      ? JSON.stringify(value)
      : isBare
        ? String(value)
        : Object.prototype.toString.call(value);
  const message = `${name} must be ${wanted}, not ${shown.slice(0, 100)}.`;
  return new HmError('bad-argument', message, { name });
};
