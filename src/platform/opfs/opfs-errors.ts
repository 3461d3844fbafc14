import { HmError } from '../../core/base/hm-error.ts';

/** Whether `error` is a DOMException of one of these names. */
export const isDomError = (error: unknown, ...names: readonly string[]): error is Error =>
  error instanceof Error && names.includes(error.name);

/** The failure of a `Disk` that a browser's error means; what is no storage error is returned as it is. */
export const opfsError = (error: unknown, path: string): unknown => {
  if (!(error instanceof DOMException)) return error;
  const facts = { path, cause: error.name };
  switch (error.name) {
    case 'NotFoundError':
      return new HmError('not-found', `There is no file ${path}.`, facts);
    case 'NoModificationAllowedError':
      return new HmError('busy', `${path} is open elsewhere. Close it there first.`, facts);
    case 'QuotaExceededError':
      return quotaExceeded(path, error.name);
    case 'AbortError':
      // Chromium answers a large write over the quota so ("Failed to write data to data pipe").
      return quotaExceeded(path, error.name);
    default:
      return new HmError('io-failed', `${path}: ${error.message} (${error.name}).`, facts);
  }
};

/** The disk is full, or the browser's share of it. */
export const quotaExceeded = (path: string, cause: string): HmError =>
  new HmError('quota-exceeded', `No room left to write ${path}. Free some space.`, {
    path,
    cause,
  });

/** Runs `act`, translating what it throws. */
export const withOpfsErrors = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    throw opfsError(error, path);
  }
};
