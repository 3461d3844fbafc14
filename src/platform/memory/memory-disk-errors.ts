import { HmError } from '../../core/base/hm-error.ts';

/** Throws 'not-found'. */
export const notFound = (path: string): never => {
  throw new HmError('not-found', `There is no file ${path}.`, { path });
};

/** The file is open. */
export const busy = (path: string): HmError =>
  new HmError('busy', `${path} is open elsewhere. Close it there first.`, { path });

/** A file stands where a directory should. */
export const notADirectory = (path: string): HmError =>
  new HmError('io-failed', `${path} is a file, a directory was expected.`, { path });

/** The simulated disk is full. */
export const quotaExceeded = (path: string, bytes: number): HmError =>
  new HmError(
    'quota-exceeded',
    `No room for ${bytes} more bytes in ${path}. Free some space.`,
    {
      path,
      bytes,
    },
  );
