import { decodeFull } from '../platform/imaging/decode-full.ts';
import { openFilmFrames } from '../platform/media-codecs/film-frames.ts';
import { readSoundPeaks } from '../platform/media-codecs/sound-peaks.ts';
import { openFileSource } from '../platform/worker-pool/file-source.ts';
import { createAssetReader } from './asset-reader.ts';
import { serveViewer, type ViewerScope } from './serve-viewer.ts';

/** Answers the viewer's jobs by the decoders of this thread, a worker or the page. */
export const runViewer = (scope: ViewerScope): void => {
  const { anywhere } = createAssetReader();
  serveViewer(scope, {
    picture: async (file, mime) => {
      const decoded = await decodeFull(await openFileSource(file), mime, anywhere);
      return decoded.ok
        ? { type: 'picture', ...decoded.value }
        : { type: 'failed', reason: decoded.error };
    },
    film: openFilmFrames,
    peaks: readSoundPeaks,
  });
};
