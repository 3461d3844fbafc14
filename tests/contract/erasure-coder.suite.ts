import { describe, expect, it } from 'vitest';
import { bytesToHex } from '../../src/core/base/bytes.ts';
import type { ErasureCoder } from '../../src/core/integrity/erasure-coder.ts';
import { seeded } from '../fixtures/seeded.ts';

/** What `ErasureCoder` promises, of any that implements it. */
export const describeErasureCoder = (
  name: string,
  create: () => Promise<ErasureCoder>,
): void => {
  describe(`erasure coder: ${name}`, () => {
    const encoded = async (data: number, parity: number, shardBytes: number) => {
      const random = seeded(data * 1_000 + parity);
      const coder = await create();
      const shards = new Uint8Array((data + parity) * shardBytes);
      for (let i = 0; i < data * shardBytes; i++) shards[i] = random() * 256;
      coder.encode(shards, data, parity);
      return { coder, shards, random };
    };

    it('makes the same parity on every machine', async () => {
      const coder = await create();
      const shards = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0);
      coder.encode(shards, 4, 2);
      expect([...shards]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 138, 11, 188]);
    });

    it.each([
      [1, 1, 1],
      [4, 2, 64],
      [20, 2, 4_096],
      [20, 20, 512],
      [100, 2, 64],
    ])(
      'brings back as many of %i + %i shards as there is parity',
      async (data, parity, bytes) => {
        const { coder, shards, random } = await encoded(data, parity, bytes);
        for (let round = 0; round < 5; round++) {
          const lost = new Set<number>();
          while (lost.size < parity) lost.add(Math.floor(random() * (data + parity)));
          const torn = shards.slice();
          for (const row of lost) torn.fill(0xee, row * bytes, (row + 1) * bytes);
          const available = Array.from({ length: data + parity }, (_, row) => !lost.has(row));
          coder.reconstruct(torn, data, parity, available);
          expect(bytesToHex(torn.subarray(0, data * bytes))).toBe(
            bytesToHex(shards.subarray(0, data * bytes)),
          );
        }
      },
    );

    it('refuses to bring back one more', async () => {
      const { coder, shards } = await encoded(4, 2, 64);
      const available = [false, false, false, true, true, true];
      expect(() => coder.reconstruct(shards, 4, 2, available)).toThrow(RangeError);
    });

    it('codes shards that lie side by side as one', async () => {
      const { coder, shards } = await encoded(4, 2, 64);
      const column = (rows: Uint8Array, i: number) =>
        Uint8Array.from(
          { length: 6 * 16 },
          (_, at) => rows[Math.floor(at / 16) * 64 + i * 16 + (at % 16)] ?? 0,
        );
      for (let i = 0; i < 4; i++) {
        const narrow = column(shards, i);
        narrow.fill(0, 4 * 16);
        coder.encode(narrow, 4, 2);
        expect(narrow).toEqual(column(shards, i));
      }
    });

    it('refuses shards that are not equal, and more than the field has', async () => {
      const coder = await create();
      expect(() => coder.encode(new Uint8Array(7), 2, 1)).toThrow(RangeError);
      expect(() => coder.encode(new Uint8Array(256), 200, 56)).toThrow(RangeError);
    });
  });
};
