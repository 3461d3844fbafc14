/** As many characters of a name fit beside the words of a sentence on a phone. */
const MOST = 16;

/** A file's name for one short line, 'holiday o….jpg': its beginning, and its ending, which tells what it is. */
export const shortName = (name: string): string => {
  const letters = Array.from(name);
  if (letters.length <= MOST) return name;
  const tail = letters.slice(-6);
  return [...letters.slice(0, MOST - tail.length - 1), '…', ...tail].join('');
};
