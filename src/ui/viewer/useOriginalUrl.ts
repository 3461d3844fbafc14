import { onScopeDispose, shallowRef, watch } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import { usePorts } from '../ports.ts';
import { useActs } from '../base/useActs.ts';

/** The original to be shown: through the service worker, or as a blob where none answers for this page. */
export const useOriginalUrl = (item: () => { readonly id: MediaId }) => {
  const ports = usePorts();
  const { attempt } = useActs();
  const url = shallowRef<string | null>(null);
  let opened: string | null = null;

  const close = (): void => {
    if (opened !== null) URL.revokeObjectURL(opened);
    opened = null;
  };

  const openServed = async (): Promise<void> => {
    const { id } = item();
    const { uri } = ports.hm;
    const found = await attempt(() => uri.resolve(uri.build({ mediaId: id })));
    if (found !== undefined && item().id === id) url.value = found.url;
  };

  const openBlob = async (): Promise<void> => {
    const { id } = item();
    const blob = await attempt(() => ports.hm.drive.openMedia(id));
    if (blob === undefined || item().id !== id) return;
    close();
    opened = URL.createObjectURL(blob);
    url.value = opened;
  };

  /** The service worker may be gone after a forced reload: once, the drive itself is asked. Resolves to whether there was more to try. */
  const tryBlob = async (): Promise<boolean> => {
    const isBlob = (): boolean => opened !== null;
    if (isBlob()) return false;
    await openBlob();
    return isBlob();
  };

  watch(
    () => item().id,
    () => {
      close();
      url.value = null;
      void (ports.isServed() ? openServed() : openBlob());
    },
    { immediate: true },
  );
  onScopeDispose(close);
  return { url, tryBlob };
};
