import { describe, expect, it } from 'vitest';
import { decodeCbor, encodeCbor } from '../../../../src/core/base/cbor.ts';
import { hexToBytes } from '../../../../src/core/base/bytes.ts';
import type { BlobHash, DeviceId } from '../../../../src/core/base/ids.ts';
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
  cause: 'wrong-bytes' as const,
  chunks: 2,
  bytes: 2_097_152,
  source: 'parity',
  at: '2026-01-01T00:00:00.000Z',
};

/** Signed by the program of before. */
const FIRST_FORM = {
  device: 'CKtTEMeaSd1dQDHiJlVyHa-QjeiBJ13qT4C6H1SyQhk' as DeviceId,
  signature: hexToBytes(
    'ce9a801000edd1a7dfda2895b1225a81ab2646f84d3e1f6aca1ab2f2dc3d16a9cc6321d9dada4369098311ec735189fd5d59459816201204124a416e69a96508',
  ),
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
      { cause: 'missing' },
      { cause: null },
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

  it('of before its cause was written down is still read, and still right', async () => {
    // As the first form was signed and kept.
    const plain = {
      form: 1,
      blob: 'ab'.repeat(32),
      chunks: 2,
      bytes: 2_097_152,
      source: 'parity',
      at: '2026-01-01T00:00:00.000Z',
      device: FIRST_FORM.device,
      signature: FIRST_FORM.signature ?? new Uint8Array(),
    };
    const read = parseReceipt(plain);
    expect(read).toMatchObject({ cause: null, source: 'parity' });
    expect(read && (await verifyReceipt(read, createVerifier()))).toBe(true);
    expect(read && receiptToPlain(read)).toEqual(plain);
  });

  it('of another form, or with a field that is none, is none', async () => {
    const plain = receiptToPlain(
      await signReceipt(FACTS, await createSigner(await createDeviceKey())),
    );
    for (const other of [
      { form: 3 },
      { cause: 'moths' },
      { cause: undefined as never },
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
