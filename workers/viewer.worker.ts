import { serveViewer } from '../src/app/serve-viewer.ts';
import { decodeFull } from '../src/platform/imaging/decode-full.ts';
import { openFilmFrames } from '../src/platform/media-codecs/film-frames.ts';
import { readSoundPeaks } from '../src/platform/media-codecs/sound-peaks.ts';
import { openFileSource } from '../src/platform/worker-pool/file-source.ts';

declare const self: DedicatedWorkerGlobalScope;

serveViewer(self, {
  picture: async (file, mime) => {
    const decoded = await decodeFull(await openFileSource(file), mime);
    return decoded.ok
      ? { type: 'picture', ...decoded.value }
      : { type: 'failed', reason: decoded.error };
  },
  film: openFilmFrames,
  peaks: readSoundPeaks,
});
