/** What a person may set of the breakers, and within which bounds: pure. */
import type { RuntimeSettings } from '../../app/api-types.ts';
import { DEFAULT_SETTINGS, SETTING_BOUNDS } from '../../core/runtime/settings.ts';

/** The settings that are numbers. */
export type NumberSettingName = keyof Omit<RuntimeSettings, 'drop'>;

/** How a number is typed. */
export interface NumberField {
  readonly name: NumberSettingName;
  /** What one of what is typed stands for: 1,000 where seconds are typed and milliseconds are kept. */
  readonly unit: number;
  /** Bounds of what is kept, both included. */
  readonly bounds: readonly [least: number, most: number];
  /** Whether parts of one can be typed. */
  readonly isWhole: boolean;
}

export const NUMBER_FIELDS: readonly NumberField[] = [
  { name: 'failuresToOpen', unit: 1, bounds: SETTING_BOUNDS.failuresToOpen, isWhole: true },
  { name: 'fallbackMs', unit: 1000, bounds: SETTING_BOUNDS.fallbackMs, isWhole: false },
  { name: 'successesToClose', unit: 1, bounds: SETTING_BOUNDS.successesToClose, isWhole: true },
  { name: 'trialTimeoutMs', unit: 1000, bounds: SETTING_BOUNDS.trialTimeoutMs, isWhole: false },
];

/** What holds where nobody set anything. */
export const USUAL_SETTINGS: RuntimeSettings = DEFAULT_SETTINGS;

/** Whether all is as it usually is. */
export const isUsual = (settings: RuntimeSettings): boolean =>
  settings.drop === USUAL_SETTINGS.drop &&
  NUMBER_FIELDS.every(({ name }) => settings[name] === USUAL_SETTINGS[name]);

/** What is kept of what was typed, '2' or '0,5'; `null` where it is no number within the bounds. */
export const readNumber = (
  text: string,
  { unit, bounds: [least, most], isWhole }: NumberField,
): number | null => {
  const typed = text.trim().replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(typed)) return null;
  const value = Math.round(Number(typed) * unit);
  if (isWhole && !/^\d+$/.test(typed)) return null;
  return value < least || value > most ? null : value;
};
