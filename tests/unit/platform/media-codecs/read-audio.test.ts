import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundDescription } from '../../../../src/core/media/bound-description.ts';
import { NOTHING_DESCRIBED } from '../../../../src/core/media/description.ts';
import { readAudio } from '../../../../src/platform/media-codecs/read-audio.ts';
import { flacSong, m4aSong, mp3Song, oggSong } from '../../../fixtures/media/tagged-songs.ts';

const seed = Number(process.env['HM_SEED'] ?? 20_261_121);
const PLACE = { albumArtist: 'Various Artists', track: 7, disc: 2 };

const SONGS = [
  ['audio/flac', flacSong],
  ['audio/ogg', oggSong],
  ['audio/mpeg', mp3Song],
  ['audio/mp4', m4aSong],
] as const;

const readBytes = (whole: Uint8Array<ArrayBuffer>, mime: string) => {
  const read = (start: number, end: number) => Promise.resolve(whole.slice(start, end));
  return readAudio({ file: new Blob([whole]), sizeBytes: whole.length, whole, read }, mime);
};

describe('The place of a song on its album', () => {
  it.each(SONGS)('is read from %s', async (mime, makeSong) => {
    const reading = await readBytes(makeSong(PLACE), mime);
    expect(reading?.description).toMatchObject({
      albumArtist: 'Various Artists',
      trackNumber: 7,
      discNumber: 2,
    });
  });

  it.each(SONGS)(
    `of a broken %s is one that an item may have, or none (seed ${String(seed)})`,
    async (mime, makeSong) => {
      const whole = makeSong(PLACE);
      const at = fc.nat(whole.length - 1);
      const flips = fc.array(fc.record({ at, value: fc.nat(255) }), { maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(at, flips, at, async (cut, changes, hugeAt) => {
          const flipped = whole.slice();
          for (const { at: place, value } of changes) flipped[place] = value;
          const huge = whole.slice().fill(0xff, hugeAt, hugeAt + 4);
          for (const broken of [whole.slice(0, cut), flipped, huge]) {
            const reading = await readBytes(broken, mime);
            const { trackNumber, discNumber } = boundDescription(
              reading?.description ?? NOTHING_DESCRIBED,
            );
            for (const number of [trackNumber, discNumber]) {
              expect(number === null || (number >= 1 && number <= 65_535)).toBe(true);
            }
          }
        }),
        { seed, numRuns: 60 },
      );
    },
  );
});
