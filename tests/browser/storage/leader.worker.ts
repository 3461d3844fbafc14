import { whenLeader } from '../../../src/platform/web-locks/leader.ts';

addEventListener('message', ({ data }: MessageEvent<string>) => {
  void whenLeader(data, { onLeader: () => postMessage('leader') });
});
