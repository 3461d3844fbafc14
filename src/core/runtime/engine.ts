/**
 * What work runs on, fastest hope first: shaders on the graphics processor; codecs and WebAssembly in
 * workers; the same code on the thread of the drive itself, in slices.
 */
export const ENGINE_NAMES = ['webgpu', 'workers', 'page'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** Whether `value` names an engine. */
export const isEngineName = (value: unknown): value is EngineName =>
  ENGINE_NAMES.some((name) => name === value);

/**
 * What an engine can be asked to do. `ingest` is a whole file on its way in: hashes, facts and pictures in one
 * pass. `verify` is the hash of bytes that the drive has, and nothing else; `parity` is made of such bytes.
 */
export const TASK_KINDS = [
  'ingest',
  'hash',
  'chunk-manifest',
  'probe',
  'thumbnail',
  'perceptual-hash',
  'verify',
  'parity',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Whether `value` names a kind of task. */
export const isTaskKind = (value: unknown): value is TaskKind =>
  TASK_KINDS.some((kind) => kind === value);

/**
 * How an engine fails, as opposed to a file that cannot be understood: the device was lost, its worker
 * stopped, it did not answer in time, it had no memory, it answered wrongly, or it cannot be started.
 */
export const ENGINE_FAULTS = [
  'lost',
  'crashed',
  'timeout',
  'out-of-memory',
  'wrong-answer',
  'unavailable',
] as const;
export type EngineFault = (typeof ENGINE_FAULTS)[number];

/** A fault of an engine, thrown by it; what else it throws is an end of the task itself. */
export class EngineFaultError extends Error {
  override readonly name = 'EngineFaultError';
  readonly fault: EngineFault;

  constructor(fault: EngineFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** Whether `error` is a fault of an engine. */
export const isEngineFault = (error: unknown): error is EngineFaultError =>
  error instanceof EngineFaultError;
