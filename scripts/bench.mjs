// `npm run bench [-- --only NAME] [-- --json FILE]`: the numbers of docs/benchmarks.md, measured anew.
// Gates nothing: a shared machine is too noisy for that, so each number stands beside a baseline or an aim.
import { join } from 'node:path';
import { buildWhenStale, installDependencies, root } from './set-up.mjs';

installDependencies();
buildWhenStale();
const { findChromium, versionOf } = await import('./find-browser.mjs');
const { createJiti } = await import('jiti');
const chromium = await findChromium();
process.env.HM_CHROMIUM = chromium;
const { runBenches } = await createJiti(import.meta.url).import(
  join(root, 'tests', 'bench', 'run-benches.ts'),
);
process.exitCode = await runBenches({
  args: process.argv.slice(2),
  root,
  chromium: versionOf(chromium),
});
