import { describe, expect, it } from 'vitest';
import {
  parseCaptureTime,
  parseOffset,
  withSatelliteTime,
} from '../../../../src/core/media/capture-time.ts';

describe('a capture time', () => {
  it('is UTC with its offset where the file knows one', () => {
    expect(parseCaptureTime('2024:01:31 10:20:30.5', '+02:00')).toEqual({
      capturedAt: '2024-01-31T08:20:30.500Z',
      capturedOffsetMinutes: 120,
    });
    expect(parseCaptureTime('2024-01-31T10:20:30-05:30', '+02:00')).toEqual({
      capturedAt: '2024-01-31T15:50:30.000Z',
      capturedOffsetMinutes: -330,
    });
  });

  it('is the clock as it stood, and no offset, where the file knows none', () => {
    expect(parseCaptureTime('2024:01:31 10:20:30')).toEqual({
      capturedAt: '2024-01-31T10:20:30.000Z',
      capturedOffsetMinutes: null,
    });
  });

  it.each([
    '0000:00:00 00:00:00',
    '2024:02:31 10:00:00',
    '2024:01:31 25:00:00',
    'yesterday',
    '',
  ])('is nothing for %j', (text) => {
    expect(parseCaptureTime(text)).toBeNull();
  });

  it('takes its zone from a satellite that is near a quarter of an hour off', () => {
    const clock = { capturedAt: '2024-06-01T17:46:10.000Z', capturedOffsetMinutes: null };
    expect(withSatelliteTime(clock, '2024-06-01T12:01:00.000Z')).toEqual({
      capturedAt: '2024-06-01T12:01:10.000Z',
      capturedOffsetMinutes: 345,
    });
    expect(withSatelliteTime(clock, '2024-06-01T12:08:00.000Z')).toEqual(clock);
    expect(withSatelliteTime(clock, '2024-06-03T12:01:00.000Z')).toEqual(clock);
  });

  it('reads offsets of every spelling', () => {
    expect(['Z', '+02:00', '-0530', '+15:00', 'CET'].map(parseOffset)).toEqual([
      0,
      120,
      -330,
      null,
      null,
    ]);
  });
});
