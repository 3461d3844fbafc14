/** How long a browser may take to begin reading a blob that it was told to save. */
const READ_WITHIN_MS = 60_000;

/** Hands `blob` to the browser's downloads as `name`; it is never opened in a tab. */
export const saveBlob = (blob: Blob, name: string): void => {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), READ_WITHIN_MS);
};
