import { useI18n } from 'vue-i18n';
import type { EngineFault, EngineName, TaskKind } from '../../core/runtime/engine.ts';
import type { EngineMetrics } from '../../core/runtime/metrics.ts';
import { useFormat } from '../base/useFormat.ts';
import { awaitedEngine, conditionOf, type Slowness } from './engine-state.ts';

/** How engines are spoken of. */
export const useEngineWords = () => {
  const { t } = useI18n();
  const format = useFormat();

  const nameOf = (engine: EngineName): string => t(`health.engine.${engine}.name`);

  /** 'Paused until 15:42: 3 failures'. */
  const stateOf = (engine: EngineMetrics): string => {
    const condition = conditionOf(engine);
    if (condition !== 'paused') return t(`health.state.${condition}`);
    const { fallbackUntil, failureCount } = engine;
    const time = fallbackUntil === null ? '' : format.clock(fallbackUntil);
    return t(
      'health.state.paused',
      { time, failures: format.count(failureCount) },
      failureCount,
    );
  };

  /** '15:42' today, else with its date. */
  const whenOf = (iso: string): string =>
    new Date(iso).toDateString() === new Date().toDateString()
      ? format.clock(iso)
      : format.localTime(iso);

  const faultOf = (fault: EngineFault | null): string => t(`health.fault.${fault ?? 'other'}`);

  const kindOf = (kind: TaskKind): string => t(`health.kind.${kind}`);

  /** 'thumbnail 14 ms, likeness 3 ms'; `null` where nothing was measured. */
  const paceOf = ({ paceMs }: EngineMetrics): string | null => {
    const kinds = Object.entries(paceMs) as [TaskKind, number][];
    if (kinds.length === 0) return null;
    return kinds
      .map(([kind, ms]) => t('health.paceOf', { kind: kindOf(kind), time: timeOf(ms) }))
      .join(', ');
  };

  const timeOf = (ms: number): string =>
    ms < 1000
      ? t('health.milliseconds', { n: format.count(toDigits(ms)) })
      : t('health.seconds', { n: format.count(toDigits(ms / 1000)) });

  /** What is slower, why, and when it is tried again: a sentence or two. */
  const lineOf = (engines: readonly EngineMetrics[], slowness: Slowness): string => {
    const awaited = awaitedEngine(engines, slowness);
    const failures = awaited?.failureCount ?? 0;
    const what = t(`health.line.${slowness}`, { failures: format.count(failures) }, failures);
    const until = awaited?.fallbackUntil ?? null;
    const next =
      until === null
        ? t('health.line.trying')
        : t('health.line.next', { time: format.clock(until) });
    return `${what} ${next}`;
  };

  return { nameOf, stateOf, whenOf, faultOf, kindOf, paceOf, lineOf };
};

/** Two digits of what is below ten, whole numbers above: more would not hold until the next look. */
export const toDigits = (value: number): number =>
  value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
