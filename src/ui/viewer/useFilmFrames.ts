import { useEventListener } from '@vueuse/core';
import { onScopeDispose, shallowRef, type Ref } from 'vue';
import type { FilmDesk } from '../../app/viewer-studio.ts';
import type { MediaId } from '../../core/base/ids.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import { guessedStep, stepStart } from '../../core/media/frame-step.ts';
import { usePorts } from '../ports.ts';
import { createScrubFrames } from './scrub-frames.ts';
import type { Player } from './usePlayer.ts';

/** The frames of the film on stage: under the pointer while scrubbing, and one by one. */
export const useFilmFrames = (
  id: () => MediaId,
  element: Readonly<Ref<HTMLVideoElement | null>>,
  player: Player,
) => {
  const { hm, studio } = usePorts();
  let desk: Promise<FilmDesk | null> | null = null;

  /** Opened with the first frame that is wanted; `null` where the bytes are not there. */
  const openDesk = async (): Promise<FilmDesk | null> => {
    try {
      return studio.openFilm(await hm.drive.openMedia(id()));
    } catch (error) {
      if (isHmError(error)) return null;
      throw error;
    }
  };
  const film = (): Promise<FilmDesk | null> => (desk ??= openDesk());

  const scrubbed = shallowRef<ImageBitmap | null>(null);
  const frames = createScrubFrames({
    load: async (seconds) => (await film())?.frameAt(seconds, SCRUB_HEIGHT_PX) ?? null,
    show: (frame) => (scrubbed.value = frame),
  });

  /** The time of the frame on screen: the element's own clock runs on between frames. */
  let shownAt: number | null = null;
  let watched: HTMLVideoElement | null = null;
  const watchFrames = (): void => {
    const { value: video } = element;
    if (video === null || watched === video || !('requestVideoFrameCallback' in video)) return;
    watched = video;
    const onFrame: VideoFrameRequestCallback = (_now, { mediaTime }) => {
      // What is painted while it seeks may be the frame that it leaves.
      if (!video.seeking) shownAt = mediaTime;
      if (watched === video) video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };

  useEventListener(element, 'seeking', () => (shownAt = null));

  let steps: Promise<void> = Promise.resolve();
  /** Where the last step led: a frame that the browser leaves out is stepped over, not met again. */
  let steppedTo = Number.NaN;
  /** Shows the next frame, or the one before, once the frames asked for earlier are there. */
  const step = (by: -1 | 1): Promise<void> => {
    player.pause();
    watchFrames();
    steps = steps.then(() => stepOnce(by));
    return steps;
  };

  const stepOnce = async (by: -1 | 1): Promise<void> => {
    const { value: video } = element;
    if (video === null) return;
    const isWhereItLed = Math.abs(video.currentTime - steppedTo) < SAME_SECONDS;
    const from = isWhereItLed ? steppedTo : stepStart(shownAt, video.currentTime);
    const exact = (await (await film())?.stepFrom(from, by)) ?? null;
    const to = exact ?? guessedStep(from, by, null, video.duration);
    if (Math.abs(to - video.currentTime) < SAME_SECONDS) return;
    const seeked = new Promise((resolve) =>
      video.addEventListener('seeked', resolve, { once: true }),
    );
    shownAt = null;
    steppedTo = to;
    player.seek(to);
    await seeked;
  };

  onScopeDispose(() => {
    watched = null;
    frames.dispose();
  });

  return { scrubbed, scrubTo: frames.want, scrubEnd: frames.forget, step, watchFrames };
};

/** Players round the times that they are told. */
const SAME_SECONDS = 1e-4;
/** How high a frame under the pointer is made. */
const SCRUB_HEIGHT_PX = 120;
