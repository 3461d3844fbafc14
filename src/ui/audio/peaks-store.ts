import { defineStore } from 'pinia';
import { isHmError } from '../../core/base/hm-error.ts';
import type { MediaId } from '../../core/base/ids.ts';
import { usePorts } from '../ports.ts';

/** How finely the loudness of a sound is told. */
const PEAKS = 800;
/** Sounds whose peaks are kept: 3 KB each. */
const KEPT = 64;

/** The loudness of the sounds looked at last. */
export const usePeaksStore = defineStore('sound-peaks', () => {
  const { hm, studio } = usePorts();
  const kept = new Map<MediaId, Promise<Float32Array | null>>();

  const read = async (id: MediaId): Promise<Float32Array | null> => {
    try {
      return await studio.readPeaks(await hm.drive.openMedia(id), PEAKS);
    } catch (error) {
      // Bytes that are not here have no peaks; the player says what is wrong with them.
      if (isHmError(error)) return null;
      throw error;
    }
  };

  return {
    /** The peaks of a sound, `null` where nothing here decodes it. */
    peaksOf: (id: MediaId): Promise<Float32Array | null> => {
      const known = kept.get(id) ?? read(id);
      kept.delete(id);
      kept.set(id, known);
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return known;
    },
  };
});
