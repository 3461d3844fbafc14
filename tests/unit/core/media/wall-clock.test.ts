import { describe, expect, it } from 'vitest';
import { offsetToText, utcToWall, wallToUtc } from '../../../../src/core/media/wall-clock.ts';

describe('wall clock', () => {
  it('shows what a clock on the spot showed, and goes back to the same instant', () => {
    expect(utcToWall('2024-01-31T22:30:00.000Z', 120)).toBe('2024-02-01T00:30:00');
    expect(wallToUtc('2024-02-01T00:30:00', 120)).toBe('2024-01-31T22:30:00.000Z');
    expect(wallToUtc('2024-02-01T00:30', null)).toBe('2024-02-01T00:30:00.000Z');
  });

  it.each(['2024-02-30T10:00', '2024-13-01T10:00', '0001-01-01T00:00', 'soon', ''])(
    'knows no %j',
    (wall) => {
      expect(wallToUtc(wall, null)).toBeNull();
    },
  );

  it('writes offsets as ISO 8601 does', () => {
    expect([offsetToText(330), offsetToText(-90), offsetToText(0), offsetToText(null)]).toEqual(
      ['+05:30', '-01:30', '+00:00', ''],
    );
  });
});
