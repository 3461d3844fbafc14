import createCore, { type FfmpegCore } from '@ffmpeg/core';
import { FFMPEG, type PartLoader } from '../../core/assets/app-part.ts';
import type { Description } from '../../core/media/description.ts';
import { NOTHING_DESCRIBED } from '../../core/media/description.ts';
import type { ByteSource, FilmReading } from '../../core/media/ingest-ports.ts';
import { findPoster } from './poster-frame.ts';

/** How long the core may take for one question; its worker is ended some seconds later. */
const DEADLINE_MS = 8_000;
const FILM = '/film/film';
const FACTS = '/facts.json';
const FRAME = '/frame.bmp';

let compiled: Promise<WebAssembly.Module | null> | null = null;

/**
 * A film's facts and poster by ffmpeg, in whatever it reads; `null` where that is nothing. Only for a dedicated worker
 * that may be ended: the core runs a question to its end, and reads the file in place, however large.
 */
export const readOtherFilm = async (
  { file }: ByteSource<Blob>,
  loadPart: PartLoader,
): Promise<FilmReading<OffscreenCanvas> | 'part-missing' | null> => {
  const module = await compileCore(loadPart);
  if (module === null) return 'part-missing';
  const ask = createAsk(module, file);
  const facts = await probe(ask);
  if (facts === null) return null;
  const { description, hasPictures } = facts;
  const poster = hasPictures
    ? await findPoster(description.durationSeconds ?? 0, (seconds) => frameAt(ask, seconds))
    : null;
  return { description, hasPictures, poster };
};

/** Compiled once for the life of the worker; `null` where the part is not here, which is asked again. */
const compileCore = async (loadPart: PartLoader): Promise<WebAssembly.Module | null> => {
  compiled ??= loadPart(FFMPEG).then((bytes) => bytes && WebAssembly.compile(bytes));
  const module = await compiled;
  if (module === null) compiled = null;
  return module;
};

const openCore = (module: WebAssembly.Module): Promise<FfmpegCore> =>
  createCore({
    instantiateWasm: (imports, done) => {
      void WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
      return {};
    },
  });

const probe = async (
  ask: Ask,
): Promise<Pick<FilmReading<never>, 'description' | 'hasPictures'> | null> => {
  const text = await ask(FACTS, (core) =>
    core.ffprobe(
      ...['-v', 'error', '-show_format', '-show_streams', '-of', 'json'],
      ...['-o', FACTS, FILM],
    ),
  );
  if (text === null) return null;
  const { streams = [], format } = JSON.parse(new TextDecoder().decode(text)) as Probed;
  const of = (type: string) => streams.find(({ codec_type }) => codec_type === type);
  const [video, audio] = [of('video'), of('audio')];
  if (video === undefined && audio === undefined) return null;
  const seconds = Number(format?.duration);
  const description: Description = {
    ...NOTHING_DESCRIBED,
    width: video?.width ?? null,
    height: video?.height ?? null,
    durationSeconds: seconds > 0 && Number.isFinite(seconds) ? seconds : null,
    codec: video?.codec_name ?? audio?.codec_name ?? null,
  };
  return { description, hasPictures: video !== undefined };
};

/** What ffprobe says, as far as it is used. */
interface Probed {
  readonly streams?: readonly {
    readonly codec_type?: string;
    readonly codec_name?: string;
    readonly width?: number;
    readonly height?: number;
  }[];
  readonly format?: { readonly duration?: string };
}

/** Twice the largest thumbnail is enough; pixels of films that are not square become so. */
const SQUARE = "scale=iw*sar:ih,setsar=1,scale='min(1024,iw)':-2";

const frameAt = async (ask: Ask, seconds: number): Promise<OffscreenCanvas | null> => {
  const frame = await ask(FRAME, (core) =>
    core.exec(
      ...['-ss', seconds.toFixed(3), '-i', FILM, '-frames:v', '1', '-vf', SQUARE],
      // Its encoder of JPEG fails over films that bring a colour profile.
      ...['-c:v', 'bmp', '-f', 'image2', FRAME],
    ),
  );
  if (frame === null) return null;
  const bitmap = await createImageBitmap(new Blob([frame], { type: 'image/bmp' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser gave no 2D canvas in a worker.');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
};

/** Asks a core something; the file that it writes, `null` where it writes none in time or breaks over the film. */
type Ask = (
  path: string,
  run: (core: FfmpegCore) => number,
) => Promise<Uint8Array<ArrayBuffer> | null>;

/** Each question has a core of its own: what the one before left in its memory breaks the next (0.12.10). */
const createAsk =
  (module: WebAssembly.Module, file: Blob): Ask =>
  async (path, run) => {
    const core = await openCore(module);
    core.FS.mkdir('/film');
    const blobs = [{ name: 'film', data: file }];
    core.FS.mount(core.FS.filesystems.WORKERFS, { blobs }, '/film');
    core.setTimeout(DEADLINE_MS);
    try {
      run(core);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return null;
      throw error;
    }
    if (!core.FS.analyzePath(path).exists) return null;
    const bytes = core.FS.readFile(path);
    return bytes.length > 0 ? bytes : null;
  };
