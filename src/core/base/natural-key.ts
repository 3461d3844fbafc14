const DIGITS = /\d+/g;
const MARKS = /\p{M}/gu;
const PLAIN_ASCII = /^[\x20-\x7e]*$/;

/**
 * A text whose plain comparison (`<`) puts names in the order that people expect: `img2` before
 * `img10`, letters without regard to case and accents. Scripts follow each other by code point. Made
 * once per name, because a comparison by `Intl.Collator` costs ten times as much in a sort of 100,000.
 */
export const naturalKey = (name: string): string => {
  const folded = PLAIN_ASCII.test(name) ? name : name.normalize('NFKD').replace(MARKS, '');
  return folded.toLowerCase().replace(DIGITS, countedDigits);
};

/** Digits behind a character that grows with their count, so that longer numbers come later. */
const countedDigits = (digits: string): string => {
  const significant = digits.replace(/^0+(?=\d)/, '');
  return String.fromCharCode(0x30 + Math.min(significant.length, 48)) + significant;
};
