/** A table as a file that other programs open. */

/** What a spreadsheet takes for a formula, and would run: such a cell gets an apostrophe before it (OWASP, "CSV Injection"). */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
const NEEDS_QUOTES = /[",;\r\n\t]/;
const NOT_ASCII = /\P{ASCII}/u;
/** Spreadsheets read a CSV as that of an old code page, unless it begins so. */
const BYTE_ORDER_MARK = '\ufeff';

/** RFC 4180, CRLF after each row; no cell is a formula, and a byte order mark where there is more than ASCII. */
export const tableToCsv = (rows: readonly (readonly string[])[]): string => {
  const text = rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
  return NOT_ASCII.test(text) ? BYTE_ORDER_MARK + text : text;
};

const toCell = (text: string): string => {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
