import { HmError } from '../../core/base/hm-error.ts';
import { saveBlob } from '../base/save-blob.ts';

/**
 * Copies the frame on screen as a picture, or saves it where the browser gives no access to the clipboard.
 * Rejects 'no-frame' before the film shows one.
 */
export const copyFrame = async (
  video: HTMLVideoElement,
  name: string,
  seconds: number,
): Promise<'copied' | 'saved'> => {
  const picture = frameOf(video);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    return 'copied';
  } catch (error) {
    // Refused, or no pictures on this browser's clipboard; a frame that is none fails below again.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
  const stem = name.replace(/\.[^.]*$/, '');
  saveBlob(await picture, `${stem} ${seconds.toFixed(2)}s.png`);
  return 'saved';
};

const frameOf = async (video: HTMLVideoElement): Promise<Blob> => {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob !== null) return blob;
  throw new HmError('no-frame', 'The film shows no frame yet. Try again in a moment.');
};
