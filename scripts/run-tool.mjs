// Runs a tool of node_modules/.bin from the project's root.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/** Resolves to `{status, output}` once it ends; with `echo` its output is shown as it comes. */
export async function runTool(name, args, { env = {}, echo = false } = {}) {
  const child = spawn(join(root, 'node_modules', '.bin', name), args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (echo) process.stdout.write(text);
    });
  }
  const [status] = await once(child, 'close');
  return { status: status ?? 1, output };
}
