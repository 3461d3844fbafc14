/** What a file's name says about the shot that it belongs to. */
export interface ShotName {
  /** The name without its extension, in lower case: files of one shot share it. */
  readonly stem: string;
  /** What the files of a burst have in common in their names; `null` where the name speaks of none. */
  readonly burst: string | null;
  /** Whether the name marks this one as the picture to show for the burst. */
  readonly isCover: boolean;
}

/** `…_BURST20181121120000123` (Google, Sony): the time of the burst, whatever stands before. */
const BURST_TIME = /burst(\d{14,17})/;
/** `IMG_20180101_120000_BURST001` (Huawei, Xiaomi): a number after the shot's own name. */
const BURST_NUMBER = /^(.+)_burst\d{1,4}(?:_cover)?$/;
/** `20180101_120000_001` (Samsung): a number after the second. */
const SECOND_NUMBER = /^(\d{8}_\d{6})_\d{3}$/;

/** Reads a file's name. */
export const readShotName = (name: string): ShotName => {
  const dot = name.lastIndexOf('.');
  const stem = (dot > 0 ? name.slice(0, dot) : name).toLowerCase();
  const burst =
    BURST_TIME.exec(stem)?.[1] ??
    BURST_NUMBER.exec(stem)?.[1] ??
    SECOND_NUMBER.exec(stem)?.[1] ??
    null;
  return { stem, burst, isCover: burst !== null && stem.endsWith('_cover') };
};
