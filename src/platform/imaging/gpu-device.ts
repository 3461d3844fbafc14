import type { Result } from '../../core/base/result.ts';
import { err, ok } from '../../core/base/result.ts';
import { EngineFaultError } from '../../core/runtime/engine.ts';

/** A graphics processor that is ready for work. */
export interface Gpu {
  readonly device: GPUDevice;
  /** Whether it is lost or was given back: nothing can be done with it any more. */
  isGone(): boolean;
  /**
   * Runs `record`, which hands work in without waiting. `accepted` rejects with a fault of the engine
   * where the device found it wrong or had no memory for it.
   */
  submit<Value>(record: () => Value): {
    readonly value: Value;
    readonly accepted: Promise<void>;
  };
  /** `work`, unless the device is lost before; rejects with a fault of the engine. */
  whileAlive<Value>(work: Promise<Value>): Promise<Value>;
  /**
   * Gives the device back: whoever still waits for it meets 'lost' at once. It is destroyed when all that was
   * handed in is done. Before, that would stand in the way of every other device of the browser until then.
   */
  dispose(): void;
  /** Destroys the device at once, with whatever it works on, as a drill asks for. */
  lose(): void;
}

/**
 * Opens the graphics processor; where there is none, the reason in a sentence. Rejects with the engine's fault
 * 'unavailable' where there is one that refuses.
 */
export const openGpu = async (): Promise<Result<Gpu, string>> => {
  if (!('gpu' in navigator)) return err('This browser has no WebGPU.');
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (adapter === null) return err('This device offers pages no graphics processor.');
  const device = await adapter.requestDevice().catch((error: unknown) => {
    throw new EngineFaultError(
      'unavailable',
      `The graphics processor refused: ${String(error)}`,
    );
  });
  let isGone = false;
  const lost = device.lost.then(({ reason, message }): never => {
    isGone = true;
    throw new EngineFaultError(
      'lost',
      `The graphics processor is gone (${reason}). ${message}`,
    );
  });
  let giveUp: (error: EngineFaultError) => void = () => undefined;
  const givenBack = new Promise<never>((_resolve, reject) => (giveUp = reject));
  // Heard by whoever works; a loss in between is met by the next one.
  const gone = Promise.race([lost, givenBack]);
  gone.catch(() => undefined);

  const whileAlive = async <Value>(work: Promise<Value>): Promise<Value> => {
    try {
      return await Promise.race([work, gone]);
    } catch (error) {
      if (error instanceof EngineFaultError) throw error;
      // What a lost device breaks off may be told before the loss itself.
      throw new EngineFaultError('lost', `The graphics processor broke off: ${String(error)}`);
    }
  };

  const submit: Gpu['submit'] = (record) => {
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const endScopes = () => Promise.all([device.popErrorScope(), device.popErrorScope()]);
    let value;
    try {
      value = record();
    } catch (error) {
      endScopes().catch(() => undefined);
      throw error;
    }
    const accepted = whileAlive(endScopes()).then(([wrong, memory]) => {
      if (memory !== null) throw new EngineFaultError('out-of-memory', memory.message);
      if (wrong !== null) throw new EngineFaultError('wrong-answer', wrong.message);
    });
    accepted.catch(() => undefined);
    return { value, accepted };
  };

  const dispose = (): void => {
    isGone = true;
    giveUp(new EngineFaultError('lost', 'The graphics processor was given back.'));
    const destroy = (): void => device.destroy();
    device.queue.onSubmittedWorkDone().then(destroy, destroy);
  };

  return ok({
    device,
    isGone: () => isGone,
    submit,
    whileAlive,
    dispose,
    lose: () => device.destroy(),
  });
};
