import { describe, expect, it } from 'vitest';
import { whenLeader } from '../../../src/platform/web-locks/leader.ts';

/** A worker that asks for `name` and says 'leader' once it holds it. */
const createCandidate = (name: string) => {
  const worker = new Worker(new URL('./leader.worker.ts', import.meta.url), { type: 'module' });
  const isLeader = new Promise<void>((resolve) => {
    worker.addEventListener('message', ({ data }) => {
      if (data === 'leader') resolve();
    });
  });
  worker.postMessage(name);
  return { worker, isLeader };
};

const createGate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

describe('whenLeader', () => {
  it('lets one at a time be leader, in the order in which they asked', async () => {
    const name = crypto.randomUUID();
    const seen: string[] = [];
    const first = new AbortController();
    const second = new AbortController();
    const secondLeads = createGate();
    const firstDone = whenLeader(name, {
      signal: first.signal,
      onLeader: () => void seen.push('first'),
    });
    const secondDone = whenLeader(name, {
      signal: second.signal,
      onLeader: () => {
        seen.push('second');
        secondLeads.open();
      },
    });
    await navigator.locks.query();
    expect(seen).toEqual(['first']);
    first.abort();
    await firstDone;
    await secondLeads.opened;
    second.abort();
    await secondDone;
    expect(seen).toEqual(['first', 'second']);
  });

  it('a candidate that is called off never leads, and its wait resolves', async () => {
    const name = crypto.randomUUID();
    const holder = new AbortController();
    const held = createGate();
    const holding = whenLeader(name, {
      signal: holder.signal,
      onLeader: () => held.open(),
    });
    await held.opened;
    const caller = new AbortController();
    let led = false;
    const waiting = whenLeader(name, {
      signal: caller.signal,
      onLeader: () => {
        led = true;
      },
    });
    caller.abort();
    await waiting;
    holder.abort();
    await holding;
    expect(led).toBe(false);
  });

  it('a leader whose start fails gives the role up and passes the failure on', async () => {
    const name = crypto.randomUUID();
    await expect(
      whenLeader(name, { onLeader: () => Promise.reject(new Error('no disk')) }),
    ).rejects.toThrow('no disk');
    const next = new AbortController();
    await whenLeader(name, { signal: next.signal, onLeader: () => next.abort() });
  });

  it('a terminated worker loses the role to the next', async () => {
    const name = crypto.randomUUID();
    const first = createCandidate(name);
    await first.isLeader;
    const second = createCandidate(name);
    first.worker.terminate();
    await second.isLeader;
    second.worker.terminate();
  });
});
