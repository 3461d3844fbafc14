import { HmError, isHmError } from '../base/hm-error.ts';
import type { BlobHash } from '../base/ids.ts';
import type { Damage, RepairOutcome } from './damage.ts';
import { gatherChunks } from './repair-gather.ts';
import {
  type Patch,
  type PatchChunk,
  patchBytes,
  patchOffsets,
  readPatch,
  writeTrailer,
} from './repair-patch.ts';
import { type RepairParts, assertRoom, patchPathOf } from './repair-parts.ts';
import type { ListedChunk, WantedChunk } from './repair-source.ts';

/**
 * Puts good bytes in the place of damaged ones, without a copy of the rest (P6). The good bytes are gathered in
 * a patch and flushed before the blob is touched, and only chunks that are damaged anyway are written to: a
 * crash at any moment leaves a blob no worse than it was, and a patch to go on with.
 */
export const repairInPlace = async (
  parts: RepairParts,
  damage: Damage,
  wanted: readonly ListedChunk[],
): Promise<RepairOutcome> => {
  const bytes = wanted.reduce((sum, { start, end }) => sum + end - start, 0);
  await assertRoom(parts, damage.hash, 2 * bytes);
  const gathered = await gatherPatch(parts, damage, wanted);
  if (gathered.patch === null) return { state: 'unrepaired', tried: gathered.tried };
  await quarantineStretches(parts, gathered.patch);
  await applyPatch(parts, gathered.patch);
  const { source } = gathered.patch;
  return { state: 'repaired', source, chunks: wanted.length, bytes };
};

/** Goes on with a patch that a crash left; whether the blob was put right. One that cannot be used goes. */
export const resumePatch = async (parts: RepairParts, hash: BlobHash): Promise<boolean> => {
  const path = patchPathOf(hash);
  const patch = await readPatch(parts.disk, path);
  const isUsable =
    patch?.blob === hash &&
    (await parts.blobs.has(hash)) &&
    (await isPatchWhole(parts, path, patch.chunks));
  if (isUsable) await applyPatch(parts, patch);
  else await parts.disk.remove(path);
  return isUsable;
};

/** Writes the patch file; `patch` is `null`, and no file left, where a chunk could not be had. */
const gatherPatch = async (
  parts: RepairParts,
  damage: Damage,
  wanted: readonly ListedChunk[],
): Promise<{ readonly patch: Patch | null; readonly tried: readonly string[] }> => {
  const path = patchPathOf(damage.hash);
  const chunks = wanted.map(({ start, end, hash }) => ({ start, length: end - start, hash }));
  const offsets = patchOffsets(chunks);
  const offsetOf = new Map<WantedChunk, number>(
    wanted.map((chunk, i) => [chunk, offsets[i] ?? 0]),
  );
  const file = await parts.disk.open(path, { create: true });
  let isKept = false;
  try {
    await file.truncate(0);
    const gathered = await gatherChunks(parts, parts.sources(), damage, wanted, (found) =>
      file.write(offsetOf.get(found.chunk) ?? 0, found.bytes),
    );
    if (gathered.left.length > 0) return { patch: null, tried: gathered.tried };
    const patch: Patch = {
      blob: damage.hash,
      cause: damage.kind,
      sizeBytes: damage.sizeBytes,
      source: gathered.source,
      at: new Date(parts.nowMs()).toISOString(),
      chunks,
    };
    await writeTrailer(file, patch);
    isKept = true;
    return { patch, tried: gathered.tried };
  } finally {
    await file.close();
    if (!isKept) await parts.disk.remove(path);
  }
};

/** Keeps what stands where the patch will write, in the form of a patch. */
const quarantineStretches = async (
  { disk, blobs, hasher, nowMs }: RepairParts,
  { blob, cause, sizeBytes, chunks }: Patch,
): Promise<void> => {
  const file = await disk.open(await blobs.quarantinePath(blob, 'wrong-chunks'), {
    create: true,
  });
  try {
    const kept: PatchChunk[] = [];
    let at = 0;
    for (const { start, length } of chunks) {
      const bytes = await blobs.read(blob, start, start + length);
      if (bytes.length === 0) continue;
      await file.write(at, bytes);
      at += bytes.length;
      kept.push({ start, length: bytes.length, hash: await hasher.chunk(bytes) });
    }
    await writeTrailer(file, {
      blob,
      cause,
      sizeBytes,
      source: 'damaged',
      at: new Date(nowMs()).toISOString(),
      chunks: kept,
    });
  } finally {
    await file.close();
  }
};

/** Writes the chunks of a flushed patch into its blob, looks at them there, and lets the patch go. */
const applyPatch = async (parts: RepairParts, patch: Patch): Promise<void> => {
  const { disk, blobs, hasher } = parts;
  const { blob, cause, sizeBytes, source, at, chunks } = patch;
  const path = patchPathOf(blob);
  const file = await disk.open(blobs.pathOf(blob), { create: false });
  try {
    if ((await file.size()) !== sizeBytes) await file.truncate(sizeBytes);
    const offsets = patchOffsets(chunks);
    for (const [i, { start, length }] of chunks.entries()) {
      const from = offsets[i] ?? 0;
      await file.write(start, await disk.read(path, from, from + length));
    }
    await file.flush();
    for (const { start, length, hash } of chunks) {
      if ((await hasher.chunk(await file.read(start, length))) !== hash) throw notKept(blob);
    }
  } finally {
    await file.close();
  }
  const bytes = patchBytes(chunks);
  await parts.record({ blob, cause, chunks: chunks.length, bytes, source, at });
  await disk.remove(path);
};

const isPatchWhole = async (
  { disk, hasher }: RepairParts,
  path: string,
  chunks: readonly PatchChunk[],
): Promise<boolean> => {
  const offsets = patchOffsets(chunks);
  try {
    for (const [i, { length, hash }] of chunks.entries()) {
      const from = offsets[i] ?? 0;
      if ((await hasher.chunk(await disk.read(path, from, from + length))) !== hash)
        return false;
    }
    return true;
  } catch (error) {
    if (isHmError(error)) return false;
    throw error;
  }
};

const notKept = (hash: BlobHash): HmError =>
  new HmError(
    'io-failed',
    'The disk does not keep what a repair writes. Copy what is dear to you elsewhere: the disk may be failing.',
    { hash },
  );
