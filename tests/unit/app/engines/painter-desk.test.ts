import { describe, expect, it, vi } from 'vitest';
import type { PainterReport } from '../../../../src/core/media/painters.ts';
import type { Breakers } from '../../../../src/core/runtime/breakers.ts';
import { createPainterDesk } from '../../../../src/app/engines/painter-desk.ts';
import { createRuntime } from '../../../../src/core/runtime/runtime.ts';
import { createVirtualTime, settle } from '../../core/runtime/virtual-time.ts';

const createWorld = async (gpu: string | null = null) => {
  const open = new Set<string>();
  const breakers = {
    isAdmitting: (engine: string) => !open.has(engine),
    done: vi.fn(),
    fault: vi.fn(),
  } as unknown as Breakers;
  const time = createVirtualTime();
  const runtime = createRuntime({
    breakers,
    slots: { webgpu: 0, workers: 1, page: 1 },
    clock: time,
    timers: time,
    paces: {},
    freeBytes: null,
    mayPostpone: () => true,
    onChange: () => undefined,
  });
  const lookForGpu = vi.fn(() => Promise.resolve(gpu));
  const desk = createPainterDesk({ runtime, breakers, lookForGpu });
  expect(desk.order()).toEqual(['workers']);
  await settle();
  return { desk, open, breakers, lookForGpu };
};

const report = (painter: 'webgpu' | 'workers', tookMs: number): PainterReport => ({
  painter,
  tookMs,
  units: 1_000_000,
  fault: null,
});

describe('E5.11 who draws', () => {
  it('is measured on both, and the quicker one goes first from then on', async () => {
    const { desk } = await createWorld();
    for (let i = 0; i < 3; i++) {
      expect(desk.order()).toEqual(['workers']);
      desk.note({ painted: [report('workers', 20)] });
    }
    for (let i = 0; i < 3; i++) {
      expect(desk.order()).toEqual(['webgpu', 'workers']);
      desk.note({ painted: [report('webgpu', 5)] });
    }
    expect(desk.order()).toEqual(['webgpu', 'workers']);
    for (let i = 0; i < 20; i++) desk.note({ painted: [report('webgpu', 50)] });
    expect(desk.order()).toEqual(['workers']);
  });

  it('counts faults of the graphics processor, and leaves it out while it is open', async () => {
    const { desk, open, breakers } = await createWorld();
    for (let i = 0; i < 3; i++) desk.note({ painted: [report('workers', 20)] });
    const fault = { fault: 'lost', message: 'gone' } as const;
    desk.note({ painted: [{ ...report('webgpu', 5), fault }, report('workers', 20)] });
    expect(breakers.fault).toHaveBeenCalledWith('webgpu', 'lost: gone');
    expect(breakers.done).not.toHaveBeenCalled();
    expect(desk.order()).toEqual(['webgpu', 'workers']);
    open.add('webgpu');
    expect(desk.order()).toEqual(['workers']);
  });

  it('never asks for a graphics processor that is not there, and says why', async () => {
    const { desk, lookForGpu } = await createWorld('There is none.');
    for (let i = 0; i < 9; i++) desk.note({ painted: [report('workers', 20)] });
    expect(desk.order()).toEqual(['workers']);
    expect(await desk.whyNoGpu()).toBe('There is none.');
    expect(lookForGpu).toHaveBeenCalledTimes(1);
  });

  it('hears from workers that it is not there, and what canvases give back', async () => {
    const { desk } = await createWorld();
    for (let i = 0; i < 3; i++) desk.note({ painted: [report('workers', 20)] });
    expect(desk.canvas()).toBe('unknown');
    desk.note({ unsupported: { webgpu: 'Not in workers.' }, canvas: 'noisy' });
    expect(desk.order()).toEqual(['workers']);
    expect(desk.canvas()).toBe('noisy');
    expect(await desk.whyNoGpu()).toBe('Not in workers.');
  });

  it('counts it as a fault that one is gone which was there, and goes on asking for it', async () => {
    const { desk, breakers } = await createWorld();
    for (let i = 0; i < 3; i++) desk.note({ painted: [report('workers', 20)] });
    const fault = { fault: 'lost', message: 'gone' } as const;
    desk.note({ painted: [{ ...report('webgpu', 5), fault }, report('workers', 20)] });
    desk.note({ painted: [report('workers', 20)], unsupported: { webgpu: 'Not just now.' } });
    expect(breakers.fault).toHaveBeenLastCalledWith('webgpu', 'unavailable: Not just now.');
    expect(desk.order()).toEqual(['webgpu', 'workers']);
    expect(await desk.whyNoGpu()).toBeNull();
  });
});
