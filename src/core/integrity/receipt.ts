import { base64urlToBytes, concatBytes, utf8ToBytes } from '../base/bytes.ts';
import { encodeCbor } from '../base/cbor.ts';
import type { BlobHash, DeviceId } from '../base/ids.ts';
import { isBlobHash } from '../base/ids.ts';
import { isPlainObject, readFields } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { isAcceptableKey, type SignatureVerifier, type Signer } from '../spaces/keys.ts';
import { keyToDeviceId } from '../spaces/certificate.ts';
import { type DamageKind, isDamageKind } from './damage.ts';

/** What was healed, of what, from where, when, and who says so. */
export interface Receipt extends ReceiptFacts {
  readonly device: DeviceId;
  /** Ed25519 by the device, 64 bytes, over the domain-separated deterministic encoding of the rest. */
  readonly signature: Uint8Array;
}

/** A receipt before it is signed. */
export interface ReceiptFacts {
  readonly blob: BlobHash;
  /** What was wrong; `null` in receipts of before it was written down. */
  readonly cause: DamageKind | null;
  /** Chunks that were put right. */
  readonly chunks: number;
  readonly bytes: number;
  /** Name of the source that gave the most. */
  readonly source: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** Signs as the device whose key `signer` holds. */
export const signReceipt = async (facts: ReceiptFacts, signer: Signer): Promise<Receipt> => {
  const unsigned = { ...facts, device: keyToDeviceId(signer.publicKey) };
  return { ...unsigned, signature: await signer.sign(encodeSigned(unsigned)) };
};

/** Whether the device that a receipt names signed it. */
export const verifyReceipt = async (
  receipt: Receipt,
  verifier: SignatureVerifier,
): Promise<boolean> => {
  const key = base64urlToBytes(receipt.device);
  if (key === null || !isAcceptableKey(key)) return false;
  return verifier.verify(key, receipt.signature, encodeSigned(receipt));
};

/** A receipt as a record of the journal. */
export const receiptToPlain = ({ cause, ...receipt }: Receipt): PlainObject =>
  cause === null ? { form: 1, ...receipt } : { form: FORM, cause, ...receipt };

/** The receipt that a record is, `null` where it is none of a form that is known. */
export const parseReceipt = (plain: Plain | undefined): Receipt | null => {
  if (!isPlainObject(plain) || (plain['form'] !== 1 && plain['form'] !== FORM)) return null;
  const { signature } = plain;
  const read = readFields(plain);
  const facts = {
    blob: read.form('blob', isBlobHash, '64 hex digits'),
    cause: plain['form'] === 1 ? null : read.form('cause', isDamageKind, 'a kind of damage'),
    chunks: read.integer('chunks', 0, Number.MAX_SAFE_INTEGER),
    bytes: read.integer('bytes', 0, Number.MAX_SAFE_INTEGER),
    source: read.text('source', 64),
    at: read.time('at'),
    device: read.text('device', 64) as DeviceId,
  };
  return read.fault() === null && signature instanceof Uint8Array
    ? { ...facts, signature }
    : null;
};

/** 1 said no cause. */
const FORM = 2;

const encodeSigned = ({
  blob,
  cause,
  chunks,
  bytes,
  source,
  at,
  device,
}: Omit<Receipt, 'signature'>) =>
  concatBytes([
    utf8ToBytes('hm1-repair-receipt\0'),
    encodeCbor({ blob, ...(cause !== null && { cause }), chunks, bytes, source, at, device }),
  ]);
