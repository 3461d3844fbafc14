import { describe, expect, it } from 'vitest';
import { decodeCbor, encodeCbor } from '../../../../src/core/base/cbor.ts';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import {
  type Receipt,
  parseReceipt,
  receiptToPlain,
  signReceipt,
  verifyReceipt,
} from '../../../../src/core/integrity/receipt.ts';
import {
  createDeviceKey,
  createSigner,
  createVerifier,
} from '../../../../src/platform/webcrypto/webcrypto-keys.ts';

const FACTS = {
  blob: 'ab'.repeat(32) as BlobHash,
  chunks: 2,
  bytes: 2_097_152,
  source: 'parity',
  at: '2026-01-01T00:00:00.000Z',
};

describe('P10: a receipt', () => {
  it('comes back from the journal as it was signed, and no fact of it can be changed', async () => {
    const signer = await createSigner(await createDeviceKey());
    const verifier = createVerifier();
    const receipt = await signReceipt(FACTS, signer);
    const decoded = decodeCbor(encodeCbor(receiptToPlain(receipt)));
    const read = parseReceipt(decoded.ok ? decoded.value : undefined);
    expect(read).toEqual(receipt);
    expect(await verifyReceipt(receipt, verifier)).toBe(true);
    const others: Partial<Receipt>[] = [
      { blob: 'cd'.repeat(32) as BlobHash },
      { chunks: 3 },
      { bytes: 1 },
      { source: 'folder' },
      { at: '2026-01-01T00:00:01.000Z' },
      {
        device: (await signReceipt(FACTS, await createSigner(await createDeviceKey()))).device,
      },
      { signature: new Uint8Array(64) },
    ];
    for (const other of others) {
      expect(await verifyReceipt({ ...receipt, ...other }, verifier)).toBe(false);
    }
  });

  it('of another form, or with a field that is none, is none', async () => {
    const plain = receiptToPlain(
      await signReceipt(FACTS, await createSigner(await createDeviceKey())),
    );
    for (const other of [
      { form: 2 },
      { blob: 'x' },
      { chunks: -1 },
      { source: 7 },
      { at: 'yesterday' },
      { signature: 'x' },
    ]) {
      expect(parseReceipt({ ...plain, ...other })).toBeNull();
    }
    expect(parseReceipt(undefined)).toBeNull();
  });
});
