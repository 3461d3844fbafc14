import { describe, expect, it } from 'vitest';
import { readAudio } from '../../../../src/platform/media-codecs/read-audio.ts';
import { flacSong, m4aSong, mp3Song, oggSong } from '../../../fixtures/media/tagged-songs.ts';

const PLACE = { albumArtist: 'Various Artists', track: 7, disc: 2 };

describe('The place of a song on its album', () => {
  it.each([
    ['audio/flac', flacSong],
    ['audio/ogg', oggSong],
    ['audio/mpeg', mp3Song],
    ['audio/mp4', m4aSong],
  ] as const)('is read from %s', async (mime, makeSong) => {
    const whole = makeSong(PLACE);
    const read = (start: number, end: number) => Promise.resolve(whole.slice(start, end));
    const file = new Blob([whole]);
    const reading = await readAudio({ file, sizeBytes: whole.length, whole, read }, mime);
    expect(reading?.description).toMatchObject({
      albumArtist: 'Various Artists',
      trackNumber: 7,
      discNumber: 2,
    });
  });
});
