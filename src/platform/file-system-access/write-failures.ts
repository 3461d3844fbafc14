/** Whether a file that a person chose could not be written for want of room. */
export const isNoRoom = ({ name }: DOMException): boolean =>
  // Chromium answers a large write over the quota with the second ("Failed to write data to data pipe").
  name === 'QuotaExceededError' || name === 'AbortError';

/** Removes a file of no bytes, as one is made before it is written; one that cannot be removed stays. */
export const removeIfEmpty = async (
  handle: FileSystemFileHandle,
  remove: () => Promise<void>,
): Promise<void> => {
  try {
    if ((await handle.getFile()).size === 0) await remove();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
};
