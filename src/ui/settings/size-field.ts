/** Sizes as a person types them: '10 GB', '1.5 TB', in French '10 Go', '1,5 To'. */
import { formatByteSize, parseByteSize } from '../../core/config/byte-size.ts';

/** Bytes of what was typed; `null` for an empty field, `undefined` where it is no size within `[min, max]`. */
export const readSize = (
  text: string,
  [min, max]: readonly [min: number, max: number],
): number | null | undefined => {
  const typed = text.trim();
  if (typed === '') return null;
  const bytes = parseByteSize(typed.replace(',', '.').replace(/o$/i, 'B'));
  return bytes === null || bytes < min || bytes > max ? undefined : bytes;
};

/** Exactly these bytes, as `readSize` reads them; `''` for none. */
export const writeSize = (bytes: number | null, language: string): string => {
  if (bytes === null) return '';
  const text = formatByteSize(bytes).replace(/(?=[KMGT]?i?B$)/, ' ');
  return language === 'fr' ? text.replace('.', ',').replace(/B$/, 'o') : text;
};
