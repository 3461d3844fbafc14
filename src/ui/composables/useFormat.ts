import { useI18n } from 'vue-i18n';
import * as format from '../format.ts';

/** The formats of format.ts in the locale of the screens. */
export const useFormat = () => {
  const { locale } = useI18n();
  return {
    bytes: (value: number) => format.formatBytes(value, locale.value),
    rate: (value: number) => format.formatRate(value, locale.value),
    count: (value: number) => format.formatCount(value, locale.value),
    duration: format.formatDuration,
    timeLeft: (seconds: number) => format.formatTimeLeft(seconds, locale.value),
    date: (iso: string) => format.formatDate(iso, locale.value),
    time: (iso: string, offsetMinutes: number | null = null) =>
      format.formatTime(iso, offsetMinutes, locale.value),
    section: (key: string) => format.formatSection(key, locale.value),
  };
};
