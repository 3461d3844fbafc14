import { describe, expect, it } from 'vitest';
import type { KeyVault } from '../../src/core/spaces/key-vault.ts';

/** What every `KeyVault` does. `createVault` gives a fresh, empty one for each test. */
export const describeKeyVault = (name: string, createVault: () => Promise<KeyVault>): void => {
  describe(`KeyVault contract: ${name}`, () => {
    it('gives back what was put, undefined where nothing was', async () => {
      const vault = await createVault();
      await vault.put('a', { bytes: new Uint8Array([1, 2]) });
      expect(await vault.get('a')).toEqual({ bytes: new Uint8Array([1, 2]) });
      expect(await vault.get('b')).toBeUndefined();
    });

    it('put replaces, putIfAbsent does not, and both tell what stands', async () => {
      const vault = await createVault();
      expect(await vault.putIfAbsent('a', 1)).toBe(1);
      expect(await vault.putIfAbsent('a', 2)).toBe(1);
      await vault.put('a', 3);
      expect(await vault.get('a')).toBe(3);
    });

    it('of many who put where nothing stands, one wins and all learn who', async () => {
      const vault = await createVault();
      const answers = await Promise.all([1, 2, 3, 4].map((n) => vault.putIfAbsent('race', n)));
      expect(new Set(answers).size).toBe(1);
      expect(await vault.get('race')).toBe(answers[0]);
    });

    it('deletes, lists names in order, and deleting nothing is fine', async () => {
      const vault = await createVault();
      for (const key of ['b', 'a', 'folder.1']) await vault.put(key, key);
      await vault.delete('b');
      await vault.delete('b');
      expect(await vault.list()).toEqual(['a', 'folder.1']);
    });

    it('keeps a key that cannot be extracted, and it still signs', async () => {
      const vault = await createVault();
      const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
      await vault.put('device', pair);
      const back = (await vault.get('device')) as CryptoKeyPair;
      const bytes = new Uint8Array([1, 2, 3]);
      const signature = await crypto.subtle.sign('Ed25519', back.privateKey, bytes);
      expect(await crypto.subtle.verify('Ed25519', pair.publicKey, signature, bytes)).toBe(
        true,
      );
      expect(back.privateKey.extractable).toBe(false);
    });
  });
};
