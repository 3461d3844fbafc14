import { HmError } from '../../core/base/hm-error.ts';

/** The failure that a browser's error means; what is no database error is returned as it is. */
export const idbError = (error: unknown, database: string): unknown => {
  if (!(error instanceof DOMException)) return error;
  const facts = { database, cause: error.name };
  if (error.name === 'QuotaExceededError') {
    return new HmError(
      'quota-exceeded',
      `No room left in ${database}. Free some space.`,
      facts,
    );
  }
  const message = `${database}: ${error.message} (${error.name}). Reload the page.`;
  return new HmError('io-failed', message, facts);
};

/** The database went away under an open connection. */
export const databaseClosed = (database: string, cause: string): HmError =>
  new HmError('io-failed', `${database} was closed: ${cause}. Reload the page.`, {
    database,
    cause,
  });
