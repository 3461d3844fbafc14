import { encodeCbor } from '../base/cbor.ts';
import { encodeCborInPieces, isWide } from '../base/cbor-pieces.ts';
import type { Plain } from '../base/plain.ts';
import type { Breathe } from '../base/stretches.ts';
import { MAX_PAYLOAD_BYTES, type Payload } from './frame.ts';

/** The payload of an act of few things, at once; `null` where encoding takes long. Throws as `encodeCbor` does. */
export const encodeAtOnce = (content: Plain): Payload | null =>
  isWide(content) ? null : cutPayload(encodeCbor(content));

/** The payload of any act; of many things in stretches, between which others work. Rejects as `encodeCbor` throws. */
export const encodePayload = async (content: Plain, breathe: Breathe): Promise<Payload> =>
  encodeAtOnce(content) ?? (await encodeCborInPieces(content, MAX_PAYLOAD_BYTES, breathe));

const cutPayload = (bytes: Uint8Array): Payload => {
  if (bytes.length <= MAX_PAYLOAD_BYTES) return [bytes];
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += MAX_PAYLOAD_BYTES)
    pieces.push(bytes.subarray(at, at + MAX_PAYLOAD_BYTES));
  return pieces;
};
