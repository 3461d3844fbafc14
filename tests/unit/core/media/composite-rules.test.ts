import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { type ShotFile, findComposites } from '../../../../src/core/media/composite-rules.ts';

const shot = (name: string, more: Partial<ShotFile> = {}): ShotFile => ({
  id: name as MediaId,
  name,
  kind: 'photo',
  mime: 'image/jpeg',
  capturedAt: '2024-06-03T10:00:00.000Z',
  durationSeconds: null,
  camera: 'Pixel 6',
  contentId: null,
  burstId: null,
  components: [],
  ...more,
});
const film = (name: string, more: Partial<ShotFile> = {}): ShotFile =>
  shot(name, { kind: 'video', mime: 'video/quicktime', durationSeconds: 2.8, ...more });
const raw = (name: string, more: Partial<ShotFile> = {}): ShotFile =>
  shot(name, { mime: 'image/x-nikon-nef', ...more });
const at = (seconds: number): Pick<ShotFile, 'capturedAt'> => ({
  capturedAt: new Date(Date.UTC(2024, 5, 3, 10) + seconds * 1_000).toISOString(),
});

describe('D42: what makes a composite', () => {
  it('a live photo: one name, a picture and a short QuickTime film; the picture first', () => {
    const files = [film('IMG_1.MOV'), shot('IMG_1.HEIC', { mime: 'image/heic' })];
    expect(findComposites(files, [])).toEqual([['IMG_1.HEIC', 'IMG_1.MOV']]);
  });

  it('a live photo under two names, where the camera named it', () => {
    const named = { contentId: 'A-1' };
    const files = [shot('a.jpg', named), film('b.mov', { ...named, durationSeconds: 9 })];
    expect(findComposites(files, [])).toEqual([['a.jpg', 'b.mov']]);
  });

  it.each<[string, ShotFile]>([
    ['a film that is longer', film('IMG_1.mov', { durationSeconds: 4.1 })],
    ['a film of unknown length', film('IMG_1.mov', { durationSeconds: null })],
    ['another film format', film('IMG_1.mp4', { mime: 'video/mp4' })],
    ['another content identifier', film('IMG_1.mov', { contentId: 'B' })],
    ['another day', film('IMG_1.mov', at(86_400))],
    ['another name', film('IMG_2.mov')],
    ['a song', shot('IMG_1.mp3', { kind: 'audio', mime: 'audio/mpeg' })],
    ['a second picture of that name', shot('IMG_1.png', { mime: 'image/png' })],
  ])('no live photo: %s', (_, other) => {
    expect(findComposites([shot('IMG_1.jpg', { contentId: 'A' }), other], [])).toEqual([]);
  });

  it('none of a name that more than 8 files bear', () => {
    const files = Array.from({ length: 7 }, (_, i) =>
      shot('IMG_1.jpg', { id: `picture ${i}` as MediaId }),
    );
    const live = film('IMG_1.mov');
    expect(findComposites([...files, live], [])).toHaveLength(1);
    expect(findComposites([...files, shot('IMG_1.jpg'), live], [])).toEqual([]);
  });

  it('RAW and JPEG of one name and one second; the JPEG first', () => {
    const files = [raw('DSC_7.NEF'), shot('DSC_7.JPG', at(0.4))];
    expect(findComposites(files, [])).toEqual([['DSC_7.JPG', 'DSC_7.NEF']]);
  });

  it('no pair: RAW and JPEG of other times, or of unknown ones', () => {
    expect(findComposites([raw('a.nef'), shot('a.jpg', at(2))], [])).toEqual([]);
    const unknown = { capturedAt: null };
    expect(findComposites([raw('a.nef', unknown), shot('a.jpg', unknown)], [])).toEqual([]);
  });

  it('a burst that the camera named', () => {
    const files = [3, 1, 2].map((n) => shot(`IMG_${n}.heic`, { burstId: 'B', ...at(n * 5) }));
    expect(findComposites(files, [])).toEqual([['IMG_1.heic', 'IMG_2.heic', 'IMG_3.heic']]);
  });

  it('a burst by its names, each shot within a second of the next; the cover first', () => {
    const files = [
      shot('00000IMG_00000_BURST20181121120000123.jpg', at(0)),
      shot('00001IMG_00001_BURST20181121120000123_COVER.jpg', at(1)),
      shot('00002IMG_00002_BURST20181121120000123.jpg', at(2)),
      shot('00003IMG_00003_BURST20181121120000123.jpg', at(3.5)),
    ];
    const [first, second, third] = files;
    expect(findComposites(files, [])).toEqual([[second?.id, first?.id, third?.id]]);
  });

  it.each([
    ['20180101_120000_001.jpg', '20180101_120000_002.jpg', true],
    ['IMG_20180101_120000_BURST001.jpg', 'IMG_20180101_120000_BURST002.jpg', true],
    ['IMG_0001.jpg', 'IMG_0002.jpg', false],
    ['20180101_120000.jpg', '20180101_120001.jpg', false],
  ])('%s and %s: a burst is %s', (a, b, is) => {
    expect(findComposites([shot(a), shot(b)], [])).toHaveLength(is ? 1 : 0);
  });

  it('no burst by names: two cameras, or none that is known', () => {
    const names = ['20180101_120000_001.jpg', '20180101_120000_002.jpg'] as const;
    const two = [shot(names[0]), shot(names[1], { camera: 'Pixel 7' })];
    const unknown = names.map((name) => shot(name, { camera: null }));
    expect(findComposites(two, [])).toEqual([]);
    expect(findComposites(unknown, [])).toEqual([]);
  });

  it('what stands there already counts, but makes nothing without a fresh file', () => {
    const [jpeg, movie] = [shot('IMG_1.jpg'), film('IMG_1.mov')];
    expect(findComposites([movie], [jpeg])).toEqual([[jpeg.id, movie.id]]);
    expect(findComposites([], [jpeg, movie])).toEqual([]);
  });

  it('a composite that is there stays first and brings its parts', () => {
    const ids = ['whole', 'part'] as MediaId[];
    const whole = { ...shot('DSC_1.jpg'), id: ids[0] as MediaId, components: ids };
    expect(findComposites([film('DSC_1.mov')], [whole])).toEqual([
      ['whole', 'part', 'DSC_1.mov'],
    ]);
  });
});
