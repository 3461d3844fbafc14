import { useEventListener } from '@vueuse/core';
import { useRouter } from 'vue-router';
import { isTextField } from '../base/keyboard.ts';
import { textToAddress } from './address.ts';

/** An `hm://` link that is pasted anywhere but into a text field is opened. */
export const usePastedAddress = (): void => {
  const router = useRouter();
  useEventListener(window, 'paste', (event: ClipboardEvent) => {
    if (isTextField(event.target) || (event.clipboardData?.files.length ?? 0) > 0) return;
    const uri = textToAddress(event.clipboardData?.getData('text/plain') ?? '');
    if (uri === null) return;
    event.preventDefault();
    void router.push({ name: 'open', query: { uri } });
  });
};
