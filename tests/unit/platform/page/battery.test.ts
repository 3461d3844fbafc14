import { expect, it } from 'vitest';
import { watchBattery } from '../../../../src/platform/page/battery.ts';

it('Power is saved while a low battery is not charged, and each change is told once', async () => {
  const battery = Object.assign(new EventTarget(), { charging: false, level: 0.5 });
  const told: boolean[] = [];
  await watchBattery((isSaving) => told.push(isSaving), {
    getBattery: () => Promise.resolve(battery),
  });
  expect(told).toEqual([]);
  battery.level = 0.19;
  battery.dispatchEvent(new Event('levelchange'));
  battery.level = 0.18;
  battery.dispatchEvent(new Event('levelchange'));
  expect(told).toEqual([true]);
  battery.charging = true;
  battery.dispatchEvent(new Event('chargingchange'));
  expect(told).toEqual([true, false]);
});

it('A browser that tells nothing of a battery, or refuses, saves no power', async () => {
  const told: boolean[] = [];
  await watchBattery((isSaving) => told.push(isSaving), {});
  await watchBattery((isSaving) => told.push(isSaving), {
    getBattery: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
  });
  expect(told).toEqual([]);
});
