import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { mediaToXmp, type SidecarFacts } from '../../../../src/core/exports/xmp-sidecar.ts';
import { describeSidecar } from '../../../../src/platform/media-codecs/describe-picture.ts';

const seed = Number(process.env['HM_SEED'] ?? 20_261_121);
const NOTHING: SidecarFacts = {
  title: null,
  description: null,
  rating: null,
  tags: [],
  project: null,
  descriptors: [],
  capturedAt: null,
  capturedOffsetMinutes: null,
  place: null,
  artist: null,
};

describe('a sidecar', () => {
  it('is read back as it was said', async () => {
    const said: SidecarFacts = {
      ...NOTHING,
      title: 'Mia & <Tom> "at" the lake, R&amp;D &lt;3',
      description: 'Première fois. 湖 🏊',
      rating: 4,
      tags: ['summer', 'family/Mia', "l'été"],
      capturedAt: '2024-06-03T16:05:06.250Z',
      capturedOffsetMinutes: 120,
      place: { latitude: -33.856784, longitude: 151.215297, altitude: -2.5, name: 'Sydney' },
      artist: 'A. Photographer',
    };
    const read = await describeSidecar(mediaToXmp(said));
    expect(read).toMatchObject({
      title: said.title,
      description: said.description,
      rating: 4,
      tags: said.tags,
      capturedAt: said.capturedAt,
      capturedOffsetMinutes: 120,
      artist: said.artist,
    });
    expect(read.place?.latitude).toBeCloseTo(-33.856784, 6);
    expect(read.place?.longitude).toBeCloseTo(151.215297, 6);
    expect(read.place).toMatchObject({ altitude: -2.5, name: 'Sydney' });
  });

  it('of an item of which nothing was said says nothing', async () => {
    const read = await describeSidecar(mediaToXmp(NOTHING));
    expect(read).toMatchObject({ title: null, rating: null, tags: [], capturedAt: null });
  });

  it('never writes 60 minutes', () => {
    const place = { latitude: 48 - 1e-10, longitude: -(2 - 1e-10), altitude: null, name: null };
    const xmp = mediaToXmp({ ...NOTHING, place });
    expect(xmp).toContain('>48,0.000000N<');
    expect(xmp).toContain('>2,0.000000W<');
  });

  it('leaves out what XML cannot hold, and nothing else', () => {
    const title = 'a\u0000b\u001bc\ufffed\ud800e\tf';
    expect(mediaToXmp({ ...NOTHING, title })).toContain('>abcde\tf<');
  });

  it(`is well-formed whatever a person wrote (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        async (title) => {
          const read = await describeSidecar(mediaToXmp({ ...NOTHING, title, rating: 5 }));
          expect(read.rating).toBe(5);
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});
