import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The built host, running for a test. */
export interface HostProcess {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  /** Resolves once it is gone, its port free; stopping twice is fine. */
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../dist-server/main.js', import.meta.url));

/** Starts the host that `npm start` starts, on a free port or on `port`; or a copy of it, at `main`. */
export const startHost = async (port = 0, main = MAIN): Promise<HostProcess> => {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const url = await firstUrl(createInterface({ input: child.stdout }));
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
};

const firstUrl = async (lines: AsyncIterable<string>): Promise<string> => {
  for await (const line of lines) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error('The host ended without saying where it is. Is it built? Run: npm run build');
};
