/** A photo in full, decoded and ready to be put on stage without a flash. */
import { HmError } from '../../core/base/hm-error.ts';
import type { MediaRow } from '../../core/media/media.ts';
import type { UiPorts } from '../ports.ts';

/** A decoded picture. */
export interface OpenedPicture {
  /** Stands in one place at a time. */
  readonly element: HTMLImageElement | HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
  /** Who decoded it: the browser, this program, or this program from the JPEG within a RAW file. */
  readonly by: 'browser' | 'decoder' | 'preview';
  close(): void;
}

/** Formats that no browser shows in an `img`: they go to the decoders at once. */
const NEVER_SHOWN = /^(?:image\/(?:x-(?!icon)|tiff)|application\/)/;

/**
 * The original as the browser shows it, colours untouched; through the decoders where it does not. Rejects
 * with an `HmError`: 'undecodable', 'missing', 'damaged', 'cancelled'.
 */
export const openPicture = async (
  ports: Pick<UiPorts, 'hm' | 'isServed' | 'studio'>,
  row: MediaRow,
  signal: AbortSignal,
): Promise<OpenedPicture> => {
  const { hm, studio } = ports;
  if (ports.isServed() && !NEVER_SHOWN.test(row.mime)) {
    const { url } = await hm.uri.resolve(hm.uri.build({ mediaId: row.id }));
    const shown = await loadImage(url, signal, () => undefined);
    if (shown !== null) return shown;
  }
  const blob = await hm.drive.openMedia(row.id);
  // A drawing is served as a download, for it may hold scripts; as an image of its own it runs none.
  if (!NEVER_SHOWN.test(row.mime)) {
    const url = URL.createObjectURL(blob);
    const shown = await loadImage(url, signal, () => URL.revokeObjectURL(url));
    if (shown !== null) return shown;
  }
  throwIfGivenUp(signal);
  const { bitmap, isPreview } = await studio.decodePicture(blob, row.mime);
  return onCanvas(bitmap, isPreview ? 'preview' : 'decoder');
};

/** The image once it is decoded; `null` where the browser cannot show it. */
const loadImage = async (
  url: string,
  signal: AbortSignal,
  release: () => void,
): Promise<OpenedPicture | null> => {
  const element = new Image();
  element.alt = '';
  element.draggable = false;
  const close = (): void => {
    element.removeAttribute('src');
    release();
  };
  signal.addEventListener('abort', close, { once: true });
  element.src = url;
  try {
    await element.decode();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    close();
    throwIfGivenUp(signal);
    return null;
  }
  const { naturalWidth: width, naturalHeight: height } = element;
  return { element, width, height, by: 'browser', close };
};

const throwIfGivenUp = (signal: AbortSignal): void => {
  if (signal.aborted) throw new HmError('cancelled', 'The picture is no longer wanted.');
};

const onCanvas = (bitmap: ImageBitmap, by: OpenedPicture['by']): OpenedPicture => {
  const element = document.createElement('canvas');
  const { width, height } = bitmap;
  element.width = width;
  element.height = height;
  element.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
  return {
    element,
    width,
    height,
    by,
    close: () => {
      element.width = element.height = 0;
    },
  };
};
