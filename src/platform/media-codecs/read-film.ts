import type { InputVideoTrack, MetadataTags } from 'mediabunny';
import {
  ALL_FORMATS,
  BlobSource,
  EncodedPacketSink,
  Input,
  VideoSample,
  VideoSampleSink,
} from 'mediabunny';
import type { Description } from '../../core/media/description.ts';
import { NOTHING_DESCRIBED } from '../../core/media/description.ts';
import type { ByteSource, DecodedPicture, FilmReading } from '../../core/media/ingest-ports.ts';
import { findPoster } from './poster-frame.ts';

/** A film's tracks, tags and poster; `null` where mediabunny finds neither pictures nor sound in it. */
export const readFilm = async (
  source: ByteSource<Blob>,
): Promise<FilmReading<OffscreenCanvas> | null> => {
  const input = new Input({ source: new BlobSource(source.file), formats: ALL_FORMATS });
  try {
    return await readTracks(input);
  } catch (error) {
    if (error instanceof Error && !(error instanceof DOMException)) return null;
    throw error;
  } finally {
    input.dispose();
  }
};

const readTracks = async (input: Input): Promise<FilmReading<OffscreenCanvas> | null> => {
  if (!(await input.canRead())) return null;
  const [video, audio] = await Promise.all([
    input.getPrimaryVideoTrack(),
    input.getPrimaryAudioTrack(),
  ]);
  // An MP4 whose index was never written reads well, and holds nothing.
  if (video === null && audio === null) return null;
  const duration = (await input.getDurationFromMetadata()) ?? (await input.computeDuration());
  const tags = await input.getMetadataTags();
  const codec = (await video?.getCodec()) ?? (await audio?.getCodec()) ?? null;
  const description: Description = {
    ...describeTags(tags),
    width: video === null ? null : await video.getDisplayWidth(),
    height: video === null ? null : await video.getDisplayHeight(),
    durationSeconds: Number.isFinite(duration) && duration > 0 ? duration : null,
    codec,
  };
  return {
    description: {
      ...description,
      raw: { ...description.raw, mime: await input.getMimeType() },
    },
    hasPictures: video !== null,
    poster: video === null ? null : await posterOf(video, duration),
  };
};

const describeTags = (tags: MetadataTags): Description => ({
  ...NOTHING_DESCRIBED,
  capturedAt:
    tags.date !== undefined && !Number.isNaN(tags.date.getTime())
      ? tags.date.toISOString()
      : null,
  artist: tags.artist ?? null,
  album: tags.album ?? null,
  albumArtist: tags.albumArtist ?? null,
  trackNumber: tags.trackNumber ?? null,
  discNumber: tags.discNumber ?? null,
  title: tags.title ?? null,
  description: tags.description ?? tags.comment ?? null,
  tags: tags.genre === undefined ? [] : [tags.genre],
  contentId: textOf(tags.raw?.['com.apple.quicktime.content.identifier']),
  raw: { tags: { ...tags, images: tags.images?.length ?? 0 } as never },
});

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w-]{5,100}$/.test(value) ? value : null;

const posterOf = async (
  track: InputVideoTrack,
  duration: number,
): Promise<DecodedPicture<OffscreenCanvas> | null> => {
  if (!(await track.canDecode())) return null;
  const sink = (await track.canBeTransparent())
    ? opaqueSamples(track)
    : new VideoSampleSink(track);
  return findPoster(duration, (seconds) => frameNear(sink, track, seconds));
};

/** Where the frames of a film are taken from. */
type SampleSource = Pick<VideoSampleSink, 'getSample'>;

/**
 * The keyframes of a transparent film without its transparency: mediabunny joins the two in a worker
 * made from a blob URL, which the page's policy refuses, as it must.
 */
const opaqueSamples = (track: InputVideoTrack): SampleSource => ({
  getSample: async (seconds) => {
    const packet = await new EncodedPacketSink(track).getKeyPacket(seconds);
    const config = await track.getDecoderConfig();
    if (packet === null || config === null) return null;
    const frame = await decodeFrame(config, packet.toEncodedVideoChunk());
    return frame === null
      ? null
      : new VideoSample(frame, {
          timestamp: packet.timestamp,
          rotation: await track.getRotation(),
        });
  },
});

/** One keyframe alone; `null` where it cannot be decoded. */
const decodeFrame = async (
  config: VideoDecoderConfig,
  chunk: EncodedVideoChunk,
): Promise<VideoFrame | null> => {
  const frames: VideoFrame[] = [];
  const decoder = new VideoDecoder({
    output: (frame) => frames.push(frame),
    // `flush` rejects with it too.
    error: () => undefined,
  });
  try {
    decoder.configure(config);
    decoder.decode(chunk);
    await decoder.flush();
    decoder.close();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  const [first, ...rest] = frames;
  for (const frame of rest) frame.close();
  return first ?? null;
};

const frameNear = async (
  sink: SampleSource,
  track: InputVideoTrack,
  seconds: number,
): Promise<OffscreenCanvas | null> => {
  const first = await track.getFirstTimestamp();
  const sample = (await sink.getSample(first + seconds)) ?? (await sink.getSample(first));
  if (sample === null) return null;
  try {
    const canvas = new OffscreenCanvas(sample.displayWidth, sample.displayHeight);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('This browser gave no 2D canvas in a worker.');
    sample.draw(context, 0, 0);
    return canvas;
  } finally {
    sample.close();
  }
};
