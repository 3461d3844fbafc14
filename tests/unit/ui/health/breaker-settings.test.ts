import { describe, expect, it } from 'vitest';
import {
  isUsual,
  NUMBER_FIELDS,
  type NumberSettingName,
  readNumber,
  USUAL_SETTINGS,
} from '../../../../src/ui/health/breaker-settings.ts';

const read = (name: NumberSettingName, text: string): number | null => {
  const field = NUMBER_FIELDS.find((one) => one.name === name);
  if (field === undefined) throw new Error(`No field ${name}.`);
  return readNumber(text, field);
};

describe('a setting of the breakers', () => {
  it('is kept in milliseconds and typed in seconds, with a point or a comma', () => {
    expect(read('fallbackMs', '60')).toBe(60_000);
    expect(read('trialTimeoutMs', ' 0.1 ')).toBe(100);
    expect(read('trialTimeoutMs', '2,5')).toBe(2500);
  });

  it('is refused beyond its bounds, in parts where it counts, and where it is no number', () => {
    for (const text of ['', 'three', '-1', '0', '21', '1.5', '1e1', 'Infinity', '2.'])
      expect(read('failuresToOpen', text)).toBe(null);
    expect(read('failuresToOpen', '20')).toBe(20);
    expect(read('trialTimeoutMs', '0.09')).toBe(null);
    expect(read('fallbackMs', '3601')).toBe(null);
    expect(read('fallbackMs', '3600')).toBe(3_600_000);
  });

  it('is the usual one within its own bounds', () => {
    expect(isUsual(USUAL_SETTINGS)).toBe(true);
    for (const { name, bounds, unit } of NUMBER_FIELDS) {
      expect(read(name, String(USUAL_SETTINGS[name] / unit))).toBe(USUAL_SETTINGS[name]);
      expect(isUsual({ ...USUAL_SETTINGS, [name]: bounds[1] })).toBe(false);
    }
    expect(isUsual({ ...USUAL_SETTINGS, drop: 'none' })).toBe(false);
  });
});
