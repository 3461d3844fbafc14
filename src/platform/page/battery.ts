/** What this file uses of the Battery Status API, which only some browsers have. */
interface BatteryManager extends EventTarget {
  readonly charging: boolean;
  /** From 0 to 1. */
  readonly level: number;
}
interface BatterySource {
  getBattery?(): Promise<BatteryManager>;
}

/** Below this, work that nobody waits for is left until the device is charged: where systems begin to save. */
const SAVING_BELOW = 0.2;

/**
 * Tells whether power has to be saved: at once, and whenever that changes. No browser tells a page of the
 * system's own saver, so a battery that runs low and is not charged counts. Silent where there is none.
 */
export const watchBattery = async (
  onChange: (isSaving: boolean) => void,
  source: BatterySource = navigator as BatterySource,
): Promise<void> => {
  const battery = await source.getBattery?.().catch(() => undefined);
  if (battery === undefined) return;
  let told = false;
  const look = (): void => {
    const isSaving = !battery.charging && battery.level <= SAVING_BELOW;
    if (isSaving !== told) onChange(isSaving);
    told = isSaving;
  };
  battery.addEventListener('chargingchange', look);
  battery.addEventListener('levelchange', look);
  look();
};
