import { afterEach, describe, expect, it, vi } from 'vitest';
import { utf8ToBytes } from '../../src/core/base/bytes.ts';
import { createContentHasher } from '../../src/platform/hashing/content-hasher.ts';
import { createBlake2b } from '../../src/platform/hashing/blake2b.ts';
import { createScriptBlake2b } from '../../src/platform/hashing/script-blake2b.ts';
import { describeBlake2b } from './blake2b.suite.ts';

describeBlake2b('WebAssembly', createBlake2b);
describeBlake2b('JavaScript', () => Promise.resolve(createScriptBlake2b()));

describe('where WebAssembly may not run', () => {
  afterEach(() => vi.restoreAllMocks());

  /** hash-wasm compiles once and instantiates each time, so that is where it is met. */
  const forbid = (error: Error) =>
    vi.spyOn(WebAssembly, 'instantiate').mockImplementation(() => Promise.reject(error));

  it('blobs are hashed all the same', async () => {
    const asked = forbid(
      new WebAssembly.CompileError('violates the following Content Security Policy'),
    );
    const blob = await createContentHasher().startBlob();
    await blob.update(utf8ToBytes('abc'));
    expect(blob.digest()).toBe(
      'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319',
    );
    expect(asked).toHaveBeenCalledOnce();
  });

  it('an error of another kind is no reason to go on', async () => {
    forbid(new TypeError('a defect'));
    await expect(createBlake2b()).rejects.toThrow('a defect');
  });
});
