import { it } from 'vitest';
import { decode as cborgDecode, encode as cborgEncode } from 'cborg';
import { encodeCbor, decodeCbor } from '../../../../src/core/base/cbor.ts';
import { crc32 } from '../../../../src/core/base/crc32.ts';
import { nextVersion } from '../../../../src/core/spaces/change.ts';
import { createHlc } from '../../../../src/core/spaces/hlc.ts';
import { encodeVersion, parsePlainVersion, parseVersion, versionToPlain } from '../../../../src/core/spaces/version-codec.ts';
import { pretendToSign, SPACE, testAuthor } from '../spaces/space-kit.ts';
import { createBench, openOn } from './journal-kit.ts';
import { openJournal } from '../../../../src/core/journal/open-journal.ts';
import { createMemoryClock } from '../../../../src/platform/memory/memory-clock.ts';
import type { Disk } from '../../../../src/core/storage/disk.ts';

const time = async (label: string, f: () => unknown) => { const t = performance.now(); const r = await f(); console.log(label, (performance.now() - t).toFixed(0), 'ms'); return r; };
it('measures', async () => {
  const N = 100_000;
  const body = (i: number) => ({ hash: 'ab'.repeat(32), listHash: 'cd'.repeat(32), name: `IMG_${i}.jpg`, title: null, description: null, rating: null, tags: ['sea', 'été'], project: null, descriptors: [], sizeBytes: 1e6 + i, components: [], createdAt: '2026-01-01T00:00:00Z', trashedAt: null, mime: 'image/jpeg', kind: 'photo', width: 4000, height: 3000, durationSeconds: null, capturedAt: '2020-01-01T00:00:00Z', capturedOffsetMinutes: 120, place: { latitude: 48.1234567, longitude: 11.765, altitude: 512.5, name: null }, codec: null, camera: 'Canon EOS 40D', artist: null, album: null, thumbHash: 'A'.repeat(28), noThumbnail: null });
  const versions = Array.from({ length: N }, (_, i) => { const u = nextVersion({ space: SPACE, kind: 'media', entity: 'A'.repeat(22), author: testAuthor(0), counter: i + 1, hlc: createHlc(1e12 + i, 0), heads: [], patch: body(i) }); return { ...u, signature: new Uint8Array(64).fill(i) }; });
  const enc = (await time('encodeVersion x100k', () => versions.map((v) => encodeVersion(v)))) as Uint8Array[];
  console.log('bytes each', enc[0]!.length);
  await time('decodeCbor x100k', () => { for (const b of enc) decodeCbor(b); });
  await time('decodeCbor x100k again', () => { for (const b of enc) decodeCbor(b); });
  await time('cborg decode x100k', () => { for (const b of enc) cborgDecode(b); });
  await time('cborg encode x100k', () => { for (const v of versions) cborgEncode(versionToPlain(v)); });
  await time('encodeCbor x100k', () => { for (const v of versions) encodeCbor(versionToPlain(v)); });
  await time('parseVersion x100k', () => { for (const b of enc) parseVersion(b); });
  const big = new Uint8Array(256 << 20).map((_, i) => i);
  await time('crc32 of 256 MiB', () => crc32(big));
  const chunks: Uint8Array[] = []; 
  // a plain fast disk over one growing buffer
  const files = new Map<string, { b: Uint8Array; n: number }>();
  const get = (p: string) => { let f = files.get(p); if (!f) { f = { b: new Uint8Array(1 << 28), n: 0 }; files.set(p, f); } return f; };
  const disk: Disk = {
    open: async (p) => { const f = get(p); return { size: async () => f.n, read: async (a, l) => f.b.slice(a, Math.min(f.n, a + l)), write: async (a, x) => { f.b.set(x, a); f.n = Math.max(f.n, a + x.length); }, truncate: async (n) => { f.n = Math.min(f.n, n); }, flush: async () => {}, close: async () => {} }; },
    read: async (p, s = 0, e = Infinity) => { const f = get(p); return f.b.slice(s, Math.min(f.n, e)); },
    size: async (p) => files.get(p)?.n ?? null, move: async () => {}, remove: async (p) => { files.delete(p); },
    list: async () => [...files.keys()].map((k) => ({ name: k.split('/')[1]!, kind: 'file' as const })),
  };
  const o = { disk, directory: 'j', clock: createMemoryClock() };
  const j = await openJournal(o);
  await time('append x100k, 1000 at once', async () => { for (let i = 0; i < N; i += 1000) await Promise.all(versions.slice(i, i + 1000).map((v) => j.append([{ t: 'version', v: versionToPlain(v) }]))); });
  console.log('log MB', j.sizeBytes() / 1e6); await j.close();
  const k = (await time('open 100k acts', () => openJournal(o))) as typeof j;
  await time('replay 100k acts', async () => { let n = 0; for await (const r of k.replay(null)) n += r.entries.length; return n; });
  await time('replay + parsePlainVersion', async () => { let n = 0; for await (const r of k.replay(null)) for (const e of r.entries) if (parsePlainVersion(e['v'] as never).ok) n++; console.log(n); });
  await time('one act of 100k entries', async () => { await k.append(versions.map((v) => ({ t: 'version', v: versionToPlain(v) }))); });
  void chunks; void createBench; void openOn; void pretendToSign;
}, 600000);
