import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { SharedBatch } from '../../core/imports/shared-batch.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import { usePorts } from '../ports.ts';
import { batchToIncoming, handlesToIncoming, inOrder, type Incoming } from './incoming.ts';

/** All that waits for a person: shares, which outlive a reload, and files opened with the app. */
export const useIncomingStore = defineStore('incoming', () => {
  const ports = usePorts();
  const shared = shallowRef<readonly Incoming[]>([]);
  const opened = shallowRef<readonly Incoming[]>([]);
  const isLoaded = shallowRef(false);
  const all = computed(() => inOrder([...shared.value, ...opened.value]));

  const load = async (): Promise<void> => {
    const { shares } = await ports.installedApp();
    const batches = await shares.list();
    const waiting = batches.filter(({ state }) => state === 'waiting');
    const read = await Promise.all(waiting.map(readBatch));
    shared.value = read.filter((incoming) => incoming !== null);
    isLoaded.value = true;
  };

  /** `null` where its files have gone meanwhile. */
  const readBatch = async (batch: SharedBatch): Promise<Incoming | null> => {
    const { shares } = await ports.installedApp();
    try {
      return batchToIncoming(batch, await shares.open(batch), shares.linksOf(batch));
    } catch (error) {
      if (isHmError(error) && error.type === 'not-found') return null;
      throw error;
    }
  };

  const addOpened = (handles: readonly FileSystemFileHandle[], at: string): void => {
    opened.value = [...opened.value, handlesToIncoming(handles, at)];
  };

  /** Off the screen, its files kept for as long as they are read. */
  const take = async (incoming: Incoming): Promise<void> => {
    leave(incoming);
    if (incoming.batch === null) return;
    await (await ports.installedApp()).shares.mark(incoming.batch, 'taken');
  };

  /** Back on the screen. */
  const giveBack = async (incoming: Incoming): Promise<void> => {
    if (incoming.batch === null) {
      opened.value = [...opened.value, incoming];
      return;
    }
    await (await ports.installedApp()).shares.mark(incoming.batch, 'waiting');
    await load();
  };

  /** Gone, and then off the screen, so that no reload brings it back; what was opened stays where the system has it. */
  const discard = async (incoming: Incoming): Promise<void> => {
    if (incoming.batch !== null) await (await ports.installedApp()).shares.remove(incoming.id);
    leave(incoming);
  };

  const leave = ({ id }: Incoming): void => {
    shared.value = shared.value.filter((other) => other.id !== id);
    opened.value = opened.value.filter((other) => other.id !== id);
  };

  /** Removes what an earlier run of the app left: stale shares, and those whose import has ended. */
  const tidy = async (nowMs: number): Promise<void> => {
    const { shares } = await ports.installedApp();
    await shares.sweep(nowMs);
    const jobs = await ports.hm.drive.imports.list();
    if (jobs.some(({ state }) => state !== 'done' && state !== 'cancelled')) return;
    const taken = (await shares.list()).filter(({ state }) => state === 'taken');
    await Promise.all(taken.map(({ id }) => shares.remove(id)));
  };

  return { all, isLoaded, load, addOpened, take, giveBack, discard, tidy };
});
