import type { FailureType } from './failure-types.ts';
import type { PlainObject } from './plain.ts';

/** The facts of an expected failure; this shape, not the class, crosses threads. */
export interface HmFailure {
  /** A stable kebab-case word (docs/api.md lists them). */
  readonly type: FailureType;
  /** One sentence for a person: what was received, what it means, what to do next. */
  readonly message: string;
  /** What a program may want to know: the path, the size, the limit. */
  readonly facts: PlainObject;
}

/**
 * An expected failure of a service, thrown. Pure rules and parsers return a `Result`; services that do
 * I/O reject with this, so that a fault unwinds through every floor without being unwrapped on each.
 */
export class HmError extends Error implements HmFailure {
  override readonly name = 'HmError';
  readonly type: FailureType;
  readonly facts: PlainObject;

  constructor(type: FailureType, message: string, facts: PlainObject = {}) {
    super(message);
    this.type = type;
    this.facts = facts;
  }
}

/** Whether `value` is an `HmError`, or one that lost its class on the way through a worker. */
export const isHmError = (value: unknown): value is HmFailure =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  'name' in value &&
  value.name === 'HmError';
