const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/** Bytes of a size as people type it: `500`, `10mb`, `1.5GB` (decimal, as file managers count); `null` where it is none. */
export const parseByteSize = (text: string): number | null => {
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?)([kmgt]?)b?$/i.exec(text) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  if (digits === undefined || factor === undefined) return null;
  return Math.round(Number(digits) * factor);
};
