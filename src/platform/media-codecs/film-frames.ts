import type { InputVideoTrack } from 'mediabunny';
import { ALL_FORMATS, BlobSource, CanvasSink, EncodedPacketSink, Input } from 'mediabunny';
import { steppedTime } from '../../core/media/frame-step.ts';

/** The frames of one film, on demand. */
export interface FilmFrames {
  /** The keyframe at or before `seconds`, `heightPx` high; `null` where it cannot be decoded. */
  frameAt(seconds: number, heightPx: number): Promise<ImageBitmap | null>;
  /** Where to seek for the frame `by` places from the one at `seconds`; `null` at the film's ends. */
  stepFrom(seconds: number, by: number): Promise<number | null>;
  dispose(): void;
}

/** Opens a film for its frames; `null` where mediabunny finds no pictures in it. */
export const openFilmFrames = async (file: Blob): Promise<FilmFrames | null> => {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  const track = await videoTrackOf(input);
  if (track === null) {
    input.dispose();
    return null;
  }
  const packets = new EncodedPacketSink(track);
  let sink: { readonly heightPx: number; readonly canvases: CanvasSink } | null = null;

  const canvasesOf = (heightPx: number): CanvasSink => {
    if (sink?.heightPx !== heightPx)
      sink = { heightPx, canvases: new CanvasSink(track, { height: heightPx, poolSize: 1 }) };
    return sink.canvases;
  };

  // A transparent film is joined in a worker made from a blob URL, which the page's policy refuses.
  const canShow = Promise.all([track.canDecode(), track.canBeTransparent()]).then(
    ([canDecode, isTransparent]) => canDecode && !isTransparent,
  );

  return {
    frameAt: async (seconds, heightPx) => {
      if (!(await canShow)) return null;
      const key = (await packets.getKeyPacket(seconds)) ?? (await packets.getFirstKeyPacket());
      if (key === null) return null;
      const frame = await canvasesOf(heightPx).getCanvas(key.timestamp);
      return frame === null ? null : createImageBitmap(frame.canvas);
    },
    stepFrom: async (seconds, by) =>
      steppedTime(await timesAround(packets, seconds), seconds, by),
    dispose: () => input.dispose(),
  };
};

const videoTrackOf = async (input: Input): Promise<InputVideoTrack | null> => {
  try {
    return (await input.canRead()) ? await input.getPrimaryVideoTrack() : null;
  } catch (error) {
    if (error instanceof Error && !(error instanceof DOMException)) return null;
    throw error;
  }
};

/** Packets come in the order of decoding; so many further ones hold every frame that comes next. */
const REORDERED_MAX = 20;
const PACKETS_MAX = 4_000;

/** The times of the frames from the keyframe before the last one up to a few behind `seconds`. */
const timesAround = async (
  packets: EncodedPacketSink,
  seconds: number,
): Promise<readonly number[]> => {
  const options = { metadataOnly: true };
  const key =
    (await packets.getKeyPacket(seconds, options)) ??
    (await packets.getFirstKeyPacket(options));
  if (key === null) return [];
  const start = (await packets.getKeyPacket(key.timestamp - 0.001, options)) ?? key;
  const times: number[] = [];
  let after = 0;
  for await (const { timestamp } of packets.packets(start, undefined, options)) {
    times.push(timestamp);
    if (timestamp > seconds) after += 1;
    if (after > REORDERED_MAX || times.length > PACKETS_MAX) break;
  }
  return times.sort((a, b) => a - b);
};
