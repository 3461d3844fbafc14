import { useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { onScopeDispose } from 'vue';
import { useActs } from '../base/useActs.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useIncomingStore } from '../incoming/incoming-store.ts';
import { usePorts } from '../ports.ts';
import { launchPath } from './rules.ts';

/** Where this page was loaded from, before the router tidied the address. */
const LOADED_URL = performance.getEntriesByType('navigation')[0]?.name ?? location.href;

/** Takes what the system and other apps hand over to the screen that shows it first. */
export const useLaunches = (): void => {
  const ports = usePorts();
  const router = useRouter();
  const incoming = useIncomingStore();
  const toasts = useToastStore();
  const { t } = useI18n();
  const { attempt } = useActs();
  let stop: (() => void) | null = null;
  /** The message that shares wait. */
  let told: number | null = null;
  let isOver = false;

  const look = (): void => void router.push({ name: 'incoming' });

  /** Says that shares wait, wherever they are not in view already. */
  const announce = async (): Promise<void> => {
    await attempt(() => incoming.load());
    const { length } = incoming.all;
    await router.isReady();
    if (length === 0 || router.currentRoute.value.name === 'incoming') return;
    told = toasts.show('info', t('incoming.waits', { items: length }, length), {
      label: t('incoming.look'),
      run: look,
    });
  };

  /** Where they are in view nothing needs to be said. */
  const unguard = router.afterEach(({ name }) => {
    if (name === 'incoming' && told !== null) toasts.dismiss(told);
  });

  const listen = async (): Promise<void> => {
    const app = await ports.installedApp();
    if (isOver) return;
    stop = app.shares.onArrival(() => void announce());
    app.onLaunch(({ targetUrl, handles }) => {
      if (handles.length > 0) {
        incoming.addOpened(handles, new Date().toISOString());
        look();
        return;
      }
      const path = launchPath(targetUrl, LOADED_URL);
      if (path !== null) void router.push(path);
    });
    await attempt(() => incoming.tidy(Date.now()));
    await announce();
  };

  void listen();
  onScopeDispose(() => {
    isOver = true;
    stop?.();
    unguard();
  });
};
