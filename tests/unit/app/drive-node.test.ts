import { describe, expect, it, vi } from 'vitest';
import { createBackend } from '../../../src/app/backend.ts';
import { type Backend, type NodeMessage, startDriveNode } from '../../../src/app/drive-node.ts';
import type { RpcReply, RpcRequest } from '../../../src/app/rpc.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';

/** Channels that hear each other, as BroadcastChannel does; a closed tab neither hears nor speaks. */
const createChannels = () => {
  const listeners = new Map<string, (message: NodeMessage) => void>();
  return {
    sent: [] as NodeMessage[],
    open(tab: string) {
      return {
        post: (message: NodeMessage) => {
          if (!listeners.has(tab)) return;
          this.sent.push(message);
          for (const [other, hear] of listeners)
            if (other !== tab) hear(structuredClone(message));
        },
        listen: (listener: (message: NodeMessage) => void) => void listeners.set(tab, listener),
      };
    },
    close: (tab: string) => listeners.delete(tab),
  };
};

const ok = (value: unknown): RpcReply => ({ ok: true, value });
const request = (id: string): RpcRequest => ({ id, method: 'x', args: [] });

/** Tabs on one channel; `lead` makes one of them the drive. */
const createTabs = () => {
  const channels = createChannels();
  const leads = new Map<string, () => void>();
  const start = (tab: string, open: () => Promise<Backend>) =>
    startDriveNode({
      id: tab,
      channel: channels.open(tab),
      whenLeader: (lead) => void leads.set(tab, lead),
      open,
    });
  return { ...channels, channels, start, lead: (tab: string) => leads.get(tab)?.() };
};

describe('the worker of a tab', () => {
  it('D33: a client is answered by the tab that is the drive', async () => {
    const { start, lead } = createTabs();
    const never = () => Promise.reject(new Error('not the drive'));
    start('a', () => Promise.resolve(({ id }) => Promise.resolve(ok(`a did ${id}`))));
    const b = start('b', never);
    lead('a');
    expect(await b.call(request('1'))).toEqual(ok('a did 1'));
  });

  it('D34: calls without an answer go to the next drive, under the same id', async () => {
    const { start, lead, channels } = createTabs();
    const seen: string[] = [];
    start('a', () =>
      Promise.resolve(({ id }) => {
        seen.push(`a ${id}`);
        return new Promise(() => undefined);
      }),
    );
    const b = start('b', () =>
      Promise.resolve(({ id }) => {
        seen.push(`b ${id}`);
        return Promise.resolve(ok('b'));
      }),
    );
    const c = start('c', () => Promise.reject(new Error('not the drive')));
    lead('a');
    const answers = [b.call(request('of b')), c.call(request('of c'))];
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    channels.close('a');
    lead('b');
    expect(await Promise.all(answers)).toEqual([ok('b'), ok('b')]);
    expect(seen.slice(2).sort()).toEqual(['b of b', 'b of c']);
  });

  it('D34: a call made while no tab is the drive waits for one', async () => {
    const { start, lead } = createTabs();
    const b = start('b', () => Promise.reject(new Error('not the drive')));
    const early = b.call(request('early'));
    start('a', () => Promise.resolve(() => Promise.resolve(ok('at last'))));
    lead('a');
    expect(await early).toEqual(ok('at last'));
  });

  it('D3: a request that comes twice while it runs is run once', async () => {
    const { start, lead } = createTabs();
    let runs = 0;
    let finish: (reply: RpcReply) => void = () => undefined;
    const a = start('a', () =>
      Promise.resolve(() => {
        runs += 1;
        return new Promise((resolve) => (finish = resolve));
      }),
    );
    lead('a');
    const calls = [a.call(request('1')), a.call(request('1'))];
    await vi.waitFor(() => expect(runs).toBe(1));
    finish(ok('once'));
    await calls[1];
    expect(runs).toBe(1);
  });

  it('D35: a drive that cannot be opened answers everything with why', async () => {
    const { start, lead } = createTabs();
    const why = new HmError('newer-format', 'Reload the page.', { known: 1 });
    start('a', () => Promise.reject(why));
    const b = start('b', () => Promise.reject(why));
    lead('a');
    for (const id of ['1', '2']) {
      expect(await b.call(request(id))).toEqual({
        ok: false,
        error: { type: 'newer-format', message: 'Reload the page.', facts: { known: 1 } },
      });
    }
  });
});

describe('the backend', () => {
  const asItIs = <T>(call: () => Promise<T>): Promise<T> => call();

  it('D36: every call is run by what heals the catalogue; what it cannot heal is a reply', async () => {
    const damaged = new HmError('catalog-damaged', 'A page is damaged.');
    const method = vi.fn().mockRejectedValueOnce(damaged).mockReturnValue('there');
    const twice = <T>(call: () => Promise<T>): Promise<T> => call().catch(call);
    const backend = createBackend({ x: method }, { healed: twice, onDefect: vi.fn() });
    expect(await backend(request('1'))).toEqual(ok('there'));
    method.mockRejectedValue(damaged);
    expect(await backend(request('2'))).toMatchObject({ error: { type: 'catalog-damaged' } });
  });

  it('D36: a failure is a reply; a defect is told to the root as well', async () => {
    const onDefect = vi.fn();
    const bug = new TypeError('x is not a function');
    const backend = createBackend(
      {
        x: () => {
          throw bug;
        },
      },
      { healed: asItIs, onDefect },
    );
    expect(await backend(request('1'))).toMatchObject({ ok: false, error: { type: 'defect' } });
    expect(onDefect).toHaveBeenCalledWith(bug);
    expect(await backend({ ...request('2'), method: 'toString' })).toMatchObject({
      error: { type: 'no-such-method' },
    });
  });
});
