import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { PoisonFile, RuntimeMetrics } from '../../core/runtime/metrics.ts';
import { usePorts } from '../ports.ts';
import { type LoadSample, withSample } from './load-history.ts';

/** The engines as they were last heard of, and how much they did of late, which outlives the screen. */
export const useEnginesStore = defineStore('engines', () => {
  const { hm } = usePorts();
  const metrics = shallowRef<RuntimeMetrics | null>(null);
  const samples = shallowRef<readonly LoadSample[]>([]);
  const poison = shallowRef<readonly PoisonFile[]>([]);
  let asked = 0;
  let heard = 0;

  /** Asks once; of answers that overtake each other the one that was asked for last holds. */
  const load = async (): Promise<void> => {
    const mine = ++asked;
    const told = await hm.runtime.metrics();
    if (mine < heard) return;
    heard = mine;
    metrics.value = told;
    const { done, waiting } = told.queue;
    samples.value = withSample(samples.value, {
      atMs: performance.now(),
      done,
      waiting: Object.values(waiting).reduce((sum, count) => sum + count, 0),
    });
  };

  const loadPoison = async (): Promise<void> => {
    poison.value = await hm.runtime.poison.list();
  };

  return { metrics, samples, poison, load, loadPoison };
});
