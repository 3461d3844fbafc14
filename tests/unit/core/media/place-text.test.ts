import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlaceText, placeToText } from '../../../../src/core/media/place-text.ts';

const EIFFEL = { latitude: 48.8584, longitude: 2.2945 };

describe('parsePlaceText', () => {
  it.each([
    '48.8584, 2.2945',
    ' 48.8584 2.2945 ',
    '(48.8584, 2.2945)',
    '48.8584° N, 2.2945° E',
    '48,8584; 2,2945',
    '48,8584 2,2945',
    'geo:48.8584,2.2945;u=35',
    'https://www.google.com/maps/place/Tour+Eiffel/@48.85,2.29,17z/data=!3d48.8584!4d2.2945',
    'https://www.google.com/maps/@48.8584,2.2945,17z',
    'https://maps.google.com/?q=48.8584,2.2945',
    'https://www.google.com/maps/search/?api=1&query=48.8584%2C2.2945',
    'https://www.openstreetmap.org/?mlat=48.8584&mlon=2.2945#map=17/48.8/2.2',
    'https://www.openstreetmap.org/#map=17/48.8584/2.2945',
    'https://maps.apple.com/?ll=48.8584,2.2945&q=Tour',
    'https://www.bing.com/maps?cp=48.8584~2.2945&lvl=16',
  ])('reads %s', (text) => {
    expect(parsePlaceText(text)).toEqual({ ok: true, value: EIFFEL });
  });

  it('reads degrees, minutes and seconds, south and west negative', () => {
    const read = parsePlaceText(`33°51'24.5"S 151°12′55″W`);
    expect(read.ok && placeToText(read.value)).toBe('-33.856806, -151.215278');
    expect(parsePlaceText('10.5 S, 20 O')).toEqual({
      ok: true,
      value: { latitude: -10.5, longitude: -20 },
    });
  });

  it.each([
    ['', 'no-coordinates'],
    ['Paris', 'no-coordinates'],
    ['48.8584', 'no-coordinates'],
    ['1, 2, 3', 'no-coordinates'],
    ['javascript:48,2', 'no-coordinates'],
    ['https://example.com/48.8584/2.2945', 'no-coordinates'],
    ['https://maps.app.goo.gl/abc', 'short-link'],
    ['91, 0', 'out-of-range'],
    ['0, 180.1', 'out-of-range'],
  ])('refuses %j as %s', (text, type) => {
    expect(parsePlaceText(text)).toMatchObject({ ok: false, error: { type } });
  });

  it('reads again what it writes, and survives any text', () => {
    const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 });
    fc.assert(
      fc.property(degrees(90), degrees(180), (lat, lon) => {
        const point = { latitude: lat / 1e6, longitude: lon / 1e6 };
        expect(parsePlaceText(placeToText(point))).toEqual({ ok: true, value: point });
      }),
      { seed: 20261121 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(typeof parsePlaceText(text).ok).toBe('boolean');
      }),
      { seed: 20261121 },
    );
  });
});
