import { onScopeDispose, shallowRef } from 'vue';
import type { IncomingFile } from './incoming.ts';
import { PREVIEW_HEAD_BYTES, previewOf, type Preview } from './preview.ts';

/** What is shown of one file: its size once it is known, and an address of the picture where it may be drawn. */
export const usePreview = (file: IncomingFile) => {
  const preview = shallowRef<Preview | null>(null);
  const url = shallowRef<string | null>(null);
  const sizeBytes = shallowRef(file.sizeBytes);
  const isGone = shallowRef(false);
  let isOver = false;

  const read = async (): Promise<void> => {
    const blob = await file.open();
    sizeBytes.value = blob.size;
    const head = await blob.slice(0, PREVIEW_HEAD_BYTES).arrayBuffer();
    preview.value = previewOf(new Uint8Array(head));
    if (preview.value.isDrawable && !isOver) url.value = URL.createObjectURL(blob);
  };

  read().catch((error: unknown) => {
    if (!(error instanceof DOMException)) throw error;
    isGone.value = true;
  });

  /** The picture did not decode after all. */
  const forget = (): void => {
    if (url.value !== null) URL.revokeObjectURL(url.value);
    url.value = null;
  };
  onScopeDispose(() => {
    isOver = true;
    forget();
  });
  return { preview, url, sizeBytes, isGone, forget };
};
