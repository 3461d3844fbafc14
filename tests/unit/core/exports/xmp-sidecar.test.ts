import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { mediaToXmp, type SidecarFacts } from '../../../../src/core/exports/xmp-sidecar.ts';
import { boundDescription } from '../../../../src/core/media/bound-description.ts';
import { NOTHING_DESCRIBED, replaceSaid } from '../../../../src/core/media/description.ts';
import { readTag } from '../../../../src/core/media/media-body.ts';
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
      title: 'Mia & <Tom> "at" the lake',
      description: 'Première fois. 湖 🏊',
      rating: 4,
      tags: ['summer', 'family/Mia', "l'été"],
      capturedAt: '2024-06-03T16:05:06.250Z',
      capturedOffsetMinutes: 120,
      place: { latitude: -33.856784, longitude: 151.215297, altitude: -2.5, name: 'Sydney' },
      artist: 'A. Photographer',
    };
    const { description: read } = await describeSidecar(mediaToXmp(said));
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
    const { description: read } = await describeSidecar(mediaToXmp(NOTHING));
    expect(read).toMatchObject({ title: null, rating: null, tags: [], capturedAt: null });
  });

  it('never writes 60 minutes', () => {
    const place = { latitude: 48 - 1e-12, longitude: -(2 - 1e-12), altitude: null, name: null };
    const xmp = mediaToXmp({ ...NOTHING, place });
    expect(xmp).toContain('>48,0.000000000N<');
    expect(xmp).toContain('>2,0.000000000W<');
  });

  it('leaves out what XML cannot hold, and nothing else', () => {
    const title = 'a\u0000b\u001bc\ufffed\ud800e\tf';
    expect(mediaToXmp({ ...NOTHING, title })).toContain('>abcde\tf<');
  });

  it('takes back what the file says and the person took away', async () => {
    const { description, isComplete } = await describeSidecar(mediaToXmp(NOTHING));
    const own = {
      ...NOTHING_DESCRIBED,
      title: 'DSC_0001',
      tags: ['wrong'],
      rating: 5,
      place: { latitude: 1, longitude: 2, altitude: null, name: null },
      camera: 'Pixel 6',
    };
    expect(isComplete).toBe(true);
    expect(replaceSaid(own, description)).toMatchObject({
      ...NOTHING,
      camera: 'Pixel 6',
    });
  });

  it('of another program says what it says, and is not complete', async () => {
    const foreign = mediaToXmp({ ...NOTHING, title: 'Lake', rating: 3 }).replace(
      /\s*<hm:Complete>.*<\/hm:Complete>/,
      '',
    );
    const { description, isComplete } = await describeSidecar(foreign);
    expect(isComplete).toBe(false);
    expect(description).toMatchObject({ title: 'Lake', rating: 3 });
  });

  it('is read in the short form that other programs rewrite it to', async () => {
    const short = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <r:Description xmlns:hm="urn:hm-drive:xmp:1.0" hm:Complete="True" hm:Project="Lake"/>
      <r:Description xmlns:q="http://ns.adobe.com/xap/1.0/" q:Rating="2" xmlns:e="http://ns.adobe.com/exif/1.0/"
        e:GPSLatitude="10,30,30S" e:GPSLongitude="20,15.5E"/></r:RDF></x:xmpmeta>`;
    const { description } = await describeSidecar(short);
    expect(description).toMatchObject({ project: 'Lake', rating: 2 });
    expect(description.place).toEqual({
      latitude: -10.5083333333,
      longitude: 20.2583333333,
      altitude: null,
      name: null,
    });
  });

  it(`comes back whole, whatever a person said (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(saidThings, async (said) => {
        const { description, isComplete } = await describeSidecar(mediaToXmp(said));
        const back = boundDescription(replaceSaid(FILE_OWN, description));
        const { place, capturedAt, ...same } = asXmlHolds(said);
        expect(isComplete).toBe(true);
        expect(back).toMatchObject(same);
        expect(momentOf(back.capturedAt)).toBe(momentOf(capturedAt));
        expect(back.place).toEqual(placeAsXmlHolds(place));
      }),
      { seed, numRuns: 300 },
    );
  });

  it(`and its reader stand what breaks a sidecar (seed ${seed})`, async () => {
    const whole = mediaToXmp({
      ...NOTHING,
      title: '<b>&amp;',
      tags: ['a', 'b'],
      descriptors: [{ name: 'sea', weight: 0.5 }],
      place: { latitude: 1, longitude: 2, altitude: 3, name: 'x' },
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.nat(whole.length),
        fc.string({ unit: 'binary', maxLength: 8 }),
        async (a, b, noise) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          for (const broken of [
            whole.slice(0, from),
            whole.slice(0, from) + noise + whole.slice(to),
            whole.slice(0, from) + '<!ENTITY a "&a;&a;">'.repeat(3) + whole.slice(from),
          ]) {
            const { description } = await describeSidecar(broken);
            expect(() => boundDescription(description)).not.toThrow();
          }
        },
      ),
      { seed, numRuns: 300 },
    );
  });
});

const HOSTILE = [
  '<script>alert(1)</script>',
  ']]>&amp;&#0;<!--',
  '👩🏽‍🚀 café e\u0301 ﷽',
  '\u202Eright to left\u202C',
  ' spaces around ',
  'OLYMPUS DIGITAL CAMERA',
  '[Unicode encoded text]',
  '0.5 sea',
  'line\r\nline\rline\u0085line\u2028line\u2029\tend',
  'People/Marie Curie',
  'Marie Curie',
];
const texts = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength }),
      fc.constantFrom(...HOSTILE),
      fc.constant('😀x'.repeat(maxLength).slice(0, Math.floor(maxLength / 3) * 3)),
    )
    .map((text) => text.slice(0, maxLength));
const lines = (maxLength: number) =>
  texts(maxLength).map((text) => text.replace(/\p{Cc}/gu, '-'));
/** Tags as an edit keeps them. */
const tagTexts = fc
  .uniqueArray(lines(100).map(sayable), { maxLength: 40 })
  .map((tags) => [...new Set(tags.flatMap((tag) => readTag(tag) ?? []))]);

const saidThings: fc.Arbitrary<SidecarFacts> = fc.record({
  title: fc.option(lines(500)),
  description: fc.option(texts(10_000)),
  rating: fc.option(fc.integer({ min: 0, max: 5 })),
  tags: tagTexts,
  project: fc.option(lines(200)),
  descriptors: fc.array(
    fc.record({
      name: texts(100).filter((text) => sayable(text) !== ''),
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 20 },
  ),
  capturedAt: fc.option(
    fc
      .date({
        min: new Date('1001-01-01'),
        max: new Date('9998-12-31'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
  ),
  capturedOffsetMinutes: fc.option(fc.integer({ min: -840, max: 840 })),
  place: fc.option(
    fc.record({
      // Ten decimals of a degree and millimetres: finer is rounded (docs/media.md).
      latitude: fc.integer({ min: -90e10, max: 90e10 }).map((parts) => parts / 1e10),
      longitude: fc.integer({ min: -180e10, max: 180e10 }).map((parts) => parts / 1e10),
      altitude: fc.option(
        fc.integer({ min: -20_000e3, max: 100_000e3 }).map((parts) => parts / 1e3),
      ),
      name: fc.option(lines(200)),
    }),
  ),
  artist: fc.constant(null),
});

/** A file that says much by itself, none of which may come through. */
const FILE_OWN = {
  ...NOTHING_DESCRIBED,
  title: 'own',
  description: 'own',
  rating: 1,
  tags: ['own'],
  capturedAt: '2000-01-01T00:00:00.000Z',
  capturedOffsetMinutes: 60,
  place: { latitude: 9, longitude: 9, altitude: 9, name: 'own' },
};

/** XML has no form for some characters (docs/media.md); all else must come back. */
function sayable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that XML 1.0 leaves out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '');
}

const sayableOrNull = (text: string | null): string | null =>
  text === null || sayable(text) === '' ? null : sayable(text);

const asXmlHolds = (said: SidecarFacts): SidecarFacts => ({
  ...said,
  title: sayableOrNull(said.title),
  description: sayableOrNull(said.description),
  project: sayableOrNull(said.project),
  descriptors: said.descriptors.map(({ name, weight }) => ({
    name: sayable(name),
    // Minus zero is zero.
    weight: weight + 0,
  })),
  capturedOffsetMinutes: said.capturedAt === null ? null : said.capturedOffsetMinutes,
});

const momentOf = (time: string | null): number | null =>
  time === null ? null : Date.parse(time);

const placeAsXmlHolds = (place: SidecarFacts['place']): SidecarFacts['place'] =>
  place && { ...place, name: sayableOrNull(place.name) };
