import { isHmError } from '../../src/core/base/hm-error.ts';

/** The `type` of the `HmError` that `promise` rejects with; 'resolved' where it does not, other errors rethrown. */
export const failureOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'resolved';
  } catch (error) {
    if (isHmError(error)) return error.type;
    throw error;
  }
};
