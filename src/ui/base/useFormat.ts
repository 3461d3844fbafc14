import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import * as format from './format.ts';
import { regionOf } from './region.ts';

/** The formats of format.ts in the locale of the screens. */
export const useFormat = () => {
  const { locale } = useI18n();
  /** Words follow the screens' language, numbers and dates the person's region of it. */
  const region = computed(() => regionOf(locale.value, navigator.languages));
  return {
    bytes: (value: number) => format.formatBytes(value, region.value),
    rate: (value: number) => format.formatRate(value, region.value),
    count: (value: number) => format.formatCount(value, region.value),
    percent: (share: number) => format.formatPercent(share, region.value),
    duration: format.formatDuration,
    timeLeft: (seconds: number) => format.formatTimeLeft(seconds, region.value),
    date: (iso: string) => format.formatDate(iso, region.value),
    time: (iso: string, offsetMinutes: number | null = null) =>
      format.formatTime(iso, offsetMinutes, region.value),
    /** On this device's own clock: when something was done here. */
    localTime: (iso: string) =>
      format.formatTime(iso, -new Date(iso).getTimezoneOffset(), region.value),
    clock: (iso: string) => format.formatClock(iso, region.value),
    shortDate: (iso: string) => format.formatShortDate(iso, region.value),
    shortMonth: (key: string) => format.formatShortMonth(key, region.value),
    section: (key: string) => format.formatSection(key, region.value),
    shortDay: (key: string) => format.formatShortDay(key, region.value),
  };
};
