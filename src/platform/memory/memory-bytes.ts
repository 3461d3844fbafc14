import type { SeededRandom } from './memory-random.ts';

/** The unit in which unflushed bytes reach the platter or do not. */
export const PAGE_BYTES = 4096;

/** The bytes of one file twice over: as the page cache shows them, and as the platter has them. */
export interface MemoryBytes {
  size(): number;
  /** A copy of up to `length` bytes from `at`. */
  read(at: number, length: number): Uint8Array<ArrayBuffer>;
  write(at: number, bytes: Uint8Array): void;
  truncate(sizeBytes: number): void;
  /** Brings the platter up to date. */
  flush(): void;
  /** The same file in both its states. */
  copy(): MemoryBytes;
  /**
   * What the platter shows after the power went: each unflushed page there or not, apart from the others,
   * with `keepChance`; the size the flushed one, the newest, or between. `null` where nothing was lost.
   */
  afterPowerCut(random: SeededRandom, keepChance: number): PowerCutBytes;
}

/** A file after a power cut, and one line on what it lost (`null`: nothing). */
export interface PowerCutBytes {
  readonly bytes: MemoryBytes;
  readonly loss: string | null;
}

/** A buffer that grows, zeros beyond its size. */
interface Image {
  buffer: Uint8Array<ArrayBuffer>;
  size: number;
}

/** An empty file, on the platter too; or one in the two states given. */
export const createMemoryBytes = (
  cached: Image = emptyImage(),
  platter: Image = emptyImage(),
  dirty: ReadonlySet<number> = new Set(),
): MemoryBytes => {
  const dirtyPages = new Set(dirty);

  const flush = (): void => {
    resize(platter, cached.size);
    for (const page of dirtyPages) copyPage(cached, platter, page);
    dirtyPages.clear();
  };

  return {
    size: () => cached.size,
    read: (at, length) => cached.buffer.slice(at, Math.min(at + length, cached.size)),
    write: (at, bytes) => {
      if (at > cached.size) markDirty(dirtyPages, cached.size, at);
      if (at + bytes.length > cached.size) resize(cached, at + bytes.length);
      cached.buffer.set(bytes, at);
      markDirty(dirtyPages, at, at + bytes.length);
    },
    truncate: (sizeBytes) => {
      markDirty(dirtyPages, Math.min(sizeBytes, cached.size), Math.max(sizeBytes, cached.size));
      resize(cached, sizeBytes);
    },
    flush,
    copy: () => createMemoryBytes(copyImage(cached), copyImage(platter), dirtyPages),
    afterPowerCut: (random, keepChance) =>
      cutPower(cached, platter, dirtyPages, random, keepChance),
  };
};

const emptyImage = (): Image => ({ buffer: new Uint8Array(0), size: 0 });

const copyImage = ({ buffer, size }: Image): Image => ({ buffer: buffer.slice(0, size), size });

/** Grows with zeros, shrinks leaving zeros behind the end. */
const resize = (image: Image, size: number): void => {
  if (size < image.size) image.buffer.fill(0, size, image.size);
  if (size > image.buffer.length) {
    const grown = new Uint8Array(Math.max(size, image.buffer.length * 2));
    grown.set(image.buffer.subarray(0, image.size));
    image.buffer = grown;
  }
  image.size = size;
};

const markDirty = (pages: Set<number>, start: number, end: number): void => {
  for (let page = Math.floor(start / PAGE_BYTES); page * PAGE_BYTES < end; page++) {
    pages.add(page);
  }
};

/** Copies as much of a page as both images hold. */
const copyPage = (from: Image, to: Image, page: number): void => {
  const start = page * PAGE_BYTES;
  const end = Math.min(start + PAGE_BYTES, to.size);
  if (end <= start) return;
  to.buffer.fill(0, start, end);
  to.buffer.set(from.buffer.subarray(start, Math.min(end, from.size)), start);
};

const cutPower = (
  cached: Image,
  platter: Image,
  dirtyPages: ReadonlySet<number>,
  random: SeededRandom,
  keepChance: number,
): PowerCutBytes => {
  const survivor = copyImage(platter);
  if (dirtyPages.size === 0) return { bytes: settled(survivor), loss: null };
  resize(survivor, drawSize(cached.size, platter.size, random, keepChance));
  const pages = [...dirtyPages].sort((a, b) => a - b);
  const kept = pages.filter(() => random.happens(keepChance));
  for (const page of kept) copyPage(cached, survivor, page);
  const isWhole = kept.length === pages.length && survivor.size === cached.size;
  const loss = `kept ${kept.length} of ${pages.length} unflushed pages, size ${survivor.size} of ${cached.size}`;
  return { bytes: settled(survivor), loss: isWhole ? null : loss };
};

/** The newest size, the flushed one, or a page's end between: file systems keep any of the three. */
const drawSize = (
  newest: number,
  flushed: number,
  random: SeededRandom,
  keepChance: number,
): number => {
  if (random.happens(keepChance)) return newest;
  if (newest <= flushed || random.happens(0.5)) return flushed;
  const between = flushed + random.below(newest - flushed);
  return Math.max(flushed, Math.floor(between / PAGE_BYTES) * PAGE_BYTES);
};

const settled = (image: Image): MemoryBytes => createMemoryBytes(image, copyImage(image));
