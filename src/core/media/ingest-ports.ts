import type { BlobHash, ChunkHash } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { Description } from './description.ts';
import type { Thumbnail } from './media-lab.ts';
import type { PictureFormat } from './picture-header.ts';
import type { Orientation, PixelSize } from './thumbnail-plan.ts';

/** The bytes of one file as a worker reads them. */
export interface ByteSource<FileLike> {
  readonly file: FileLike;
  readonly sizeBytes: number;
  /** All bytes, where they were few enough to be read at once; else `null`. */
  readonly whole: Uint8Array<ArrayBuffer> | null;
  /** Bytes `[start, end)`, a view of `whole` where there is one; rejects with 'read-failed'. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The copy that a job leaves in staging. */
export interface StagingCopy {
  /** Throws 'quota-exceeded' where fewer bytes were taken than given. */
  append(bytes: Uint8Array): void | Promise<void>;
  /** Makes what was appended durable. */
  flush(): void | Promise<void>;
  close(): void | Promise<void>;
}

/** A BLAKE2b-256 that is fed piece by piece. */
export interface BlobHasher {
  /** The next may be fed when this is done; the bytes must stay as they are until then. */
  update(bytes: Uint8Array): void | Promise<void>;
  digest(): BlobHash;
}

/** The two hashes of the drive. */
export interface ContentHasher {
  /** BLAKE2b-256, one at a time: starting another resets the first. */
  startBlob(): Promise<BlobHasher>;
  /** SHA-256; runs beside the caller. */
  chunk(bytes: Uint8Array<ArrayBuffer>): Promise<ChunkHash>;
}

/** A decoded picture that somebody has to close. */
export interface DecodedPicture<Image> extends PixelSize {
  readonly image: Image;
  /** How it still has to be turned when it is drawn; `width` and `height` are before that. */
  readonly orientation: Orientation;
  /** Whether it certainly has no transparent pixel. */
  readonly isOpaque: boolean;
  close(): void;
}

/** Thumbnails of one picture, what it looks like in twenty bytes, and what it is recognised by. */
export interface Painting {
  readonly thumbnails: readonly Thumbnail[];
  readonly thumbHash: string | null;
  readonly perceptualHash: string | null;
}

/** Why a picture could not be decoded: a word of docs/media.md. */
export type DecodeFailure =
  | 'picture-undecodable'
  | 'heic-undecodable'
  | 'tiff-undecodable'
  | 'format-undecodable'
  | 'too-many-pixels'
  /** What decodes it is a heavy part of the app that did not come yet. */
  | 'part-missing';

/** Why nothing could be drawn: this browser scrambles whatever is read from a canvas (docs/media.md). */
export type PaintFailure = 'canvas-scrambled';

/** What is to be decoded. */
export interface EncodedPicture<FileLike> {
  /** The encoded bytes, or the file where they were too many to hold. */
  readonly content: Uint8Array<ArrayBuffer> | FileLike;
  readonly mime: string;
  readonly format: PictureFormat;
  /** As stored; 0 where the header does not say. */
  readonly stored: PixelSize;
  /** What its own bytes ask for, and every decoder obeys. */
  readonly ownOrientation: Orientation;
  /** Turns to make beside that when it is drawn. */
  readonly orientation: Orientation;
  readonly maxPixels: number;
}

/** Decodes pictures and draws thumbnails. */
export interface PictureStudio<FileLike, Image> {
  decode(
    picture: EncodedPicture<FileLike>,
  ): Promise<Result<DecodedPicture<Image>, DecodeFailure>>;
  paint(picture: DecodedPicture<Image>): Promise<Result<Painting, PaintFailure>>;
}

/** What stands beside a file. */
export interface SidecarReading {
  readonly description: Description;
  /** Whether it says all that a person said of the file, so that what it leaves out was taken away. */
  readonly isComplete: boolean;
}

/** What an audio file says, with its cover as it is stored. */
export interface AudioReading {
  readonly description: Description;
  readonly cover: Uint8Array<ArrayBuffer> | null;
}

/** What a film says, with a frame of it. */
export interface FilmReading<Image> {
  readonly description: Description;
  /** Whether there is a picture track at all: an `.mp4` may hold music only. */
  readonly hasPictures: boolean;
  readonly poster: DecodedPicture<Image> | null;
}

/** Reads metadata; `null` or an empty description where a file says nothing that can be understood. */
export interface MetadataReaders<FileLike, Image> {
  picture(head: Uint8Array<ArrayBuffer>): Promise<Description>;
  sidecar(xmp: string): Promise<SidecarReading>;
  audio(source: ByteSource<FileLike>, mime: string): Promise<AudioReading | null>;
  film(source: ByteSource<FileLike>): Promise<FilmReading<Image> | null>;
  /**
   * The last rung, for films that `film` cannot read or draw; 'part-missing' where what it needs did not come yet.
   * Absent in a thread that nobody can end: it may take long.
   */
  readonly otherFilm?: (
    source: ByteSource<FileLike>,
  ) => Promise<FilmReading<Image> | 'part-missing' | null>;
}
