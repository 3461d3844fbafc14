import { describe, expect, it } from 'vitest';
import { EngineFaultError } from '../../../../src/core/runtime/engine.ts';
import { faultOf } from '../../../../src/core/runtime/fault-of.ts';

describe('the fault behind an error', () => {
  it('is the one that an engine named', () => {
    expect(faultOf(new EngineFaultError('lost', 'The device is gone.'))).toBe('lost');
  });

  it.each([
    new RangeError('Array buffer allocation failed'),
    new RangeError('WebAssembly.Memory(): could not allocate memory'),
    new Error('out of memory'),
    new RangeError('Out of memory: Cannot allocate Wasm memory for new instance'),
  ])('is a lack of memory: %s', (error) => {
    expect(faultOf(error)).toBe('out-of-memory');
  });

  it('is really what is thrown where a buffer cannot be had', () => {
    let thrown: unknown = null;
    try {
      new ArrayBuffer(2 ** 52);
    } catch (error) {
      thrown = error;
    }
    expect(faultOf(thrown)).toBe('out-of-memory');
  });

  it('is a crash otherwise', () => {
    expect(faultOf(new RangeError('Maximum call stack size exceeded'))).toBe('crashed');
    expect(faultOf(new TypeError('x is not a function'))).toBe('crashed');
    expect(faultOf('out of memory')).toBe('crashed');
  });
});
