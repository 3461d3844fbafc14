import { describe, expect, it } from 'vitest';
import type { EngineMetrics } from '../../../../src/core/runtime/metrics.ts';
import {
  awaitedEngine,
  conditionOf,
  drillable,
  readAbsence,
  readReason,
  slownessOf,
} from '../../../../src/ui/health/engine-state.ts';
import { fakeEngine } from '../../../fixtures/ui/fake-runtime.ts';

type Patches = Partial<Record<'webgpu' | 'workers' | 'page', Partial<EngineMetrics>>>;
const engines = (patches: Patches): readonly EngineMetrics[] =>
  (['webgpu', 'workers', 'page'] as const).map((name) => fakeEngine(name, patches[name]));
const OPEN = { state: 'OPEN', fallbackUntil: '2026-11-21T15:42:00.000Z' } as const;
const TRIED = { state: 'HALF_OPEN' } as const;
const ABSENT = { unsupported: 'This browser has no WebGPU.' } as const;

describe('the condition of an engine', () => {
  it('follows its breaker, and is no failure where the device has none', () => {
    expect(engines({ webgpu: OPEN, workers: TRIED }).map(conditionOf)).toEqual([
      'paused',
      'tried',
      'working',
    ]);
    expect(conditionOf(fakeEngine('webgpu', { ...OPEN, ...ABSENT }))).toBe('absent');
  });
});

describe('what is slower', () => {
  it('is nothing while all work, where one never was, and where only the reserve is out', () => {
    expect(slownessOf(engines({}))).toBe(null);
    expect(slownessOf(engines({ webgpu: { ...ABSENT, state: 'OPEN' } }))).toBe(null);
    expect(slownessOf(engines({ page: OPEN }))).toBe(null);
    expect(slownessOf([])).toBe(null);
  });

  it('is what a person feels most', () => {
    expect(slownessOf(engines({ webgpu: OPEN }))).toBe('webgpu');
    expect(slownessOf(engines({ webgpu: TRIED }))).toBe('webgpu');
    expect(slownessOf(engines({ webgpu: OPEN, workers: TRIED }))).toBe('workers');
    expect(slownessOf(engines({ webgpu: ABSENT, workers: OPEN, page: OPEN }))).toBe('all');
  });

  it('waits for the engine itself, of all for the one that is tried first', () => {
    const late = { ...OPEN, fallbackUntil: '2026-11-21T15:50:00.000Z' };
    const all = engines({ webgpu: late, workers: OPEN, page: late });
    expect(awaitedEngine(all, 'all')?.engine).toBe('workers');
    expect(awaitedEngine(engines({ webgpu: late, workers: OPEN }), 'webgpu')?.engine).toBe(
      'webgpu',
    );
    expect(
      awaitedEngine(engines({ ...{ webgpu: late, workers: TRIED }, page: OPEN }), 'all')
        ?.engine,
    ).toBe('workers');
    expect(awaitedEngine(engines({}), 'all')).toBe(null);
  });
});

describe('a reason', () => {
  it('is read by its first word where the drive has one', () => {
    expect(readReason('timeout: No answer within 5000 ms.')).toEqual({
      fault: 'timeout',
      detail: 'No answer within 5000 ms.',
    });
    expect(readReason('lost: its device: gone')).toEqual({
      fault: 'lost',
      detail: 'its device: gone',
    });
    expect(readReason('No answer: timeout')).toEqual({
      fault: null,
      detail: 'No answer: timeout',
    });
  });
});

describe('why there is no engine', () => {
  it('is known by what the drive says of it, else it is said as it came', () => {
    expect(readAbsence('This browser has no WebGPU.')).toBe('noWebgpu');
    expect(readAbsence('This device offers pages no graphics processor.')).toBe('noAdapter');
    expect(readAbsence('This browser starts no workers here.')).toBe('noWorkers');
    expect(readAbsence('Not even a small picture fits it.')).toBe(null);
  });
});

describe('a drill', () => {
  const names = (patches: Patches) => drillable(engines(patches)).map(({ engine }) => engine);

  it('is for engines that work and have one after them that does', () => {
    expect(names({})).toEqual(['webgpu', 'workers']);
    expect(names({ webgpu: ABSENT })).toEqual(['workers']);
    expect(names({ workers: OPEN })).toEqual(['webgpu']);
    expect(names({ page: OPEN })).toEqual(['webgpu']);
    expect(names({ workers: OPEN, page: OPEN })).toEqual([]);
  });
});
