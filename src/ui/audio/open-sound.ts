import type { MediaId } from '../../core/base/ids.ts';
import type { UiPorts } from '../ports.ts';

/** An original that an element can play, until it is closed. */
export interface OpenedSound {
  readonly url: string;
  readonly from: 'served' | 'blob';
  close(): void;
}

/**
 * Opens an original: by its served address, or as a blob where that is asked for or no service worker
 * answers for this page. Rejects as the drive does.
 */
export const openSound = async (
  { hm, isServed }: Pick<UiPorts, 'hm' | 'isServed'>,
  id: MediaId,
  from: OpenedSound['from'],
): Promise<OpenedSound> => {
  if (from === 'served' && isServed()) {
    const { url } = await hm.uri.resolve(hm.uri.build({ mediaId: id }));
    return { url, from: 'served', close: () => undefined };
  }
  const url = URL.createObjectURL(await hm.drive.openMedia(id));
  return { url, from: 'blob', close: () => URL.revokeObjectURL(url) };
};
