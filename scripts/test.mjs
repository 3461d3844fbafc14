// `npm test`: everything that gates, from a fresh clone on. `--long` takes a new seed and more time.
// The last two lines say what was skipped and why, and `N passed, N failed, N skipped`.
import { randomInt } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildWhenStale, installDependencies, root } from './set-up.mjs';

const FIXED_SEED = 20261121;
const isLong = process.argv.includes('--long');
const reports = join(root, '.cache', 'reports');
const total = { passed: 0, failures: [], skipped: [], retried: [] };

try {
  installDependencies();
  await runAll();
} catch (error) {
  total.failures.push({ title: 'set-up', text: error.message });
}
sayTotal();

async function runAll() {
  const { findChromium, findFirefox, versionOf } = await import('./find-browser.mjs');
  const env = {
    HM_SEED: seed(),
    HM_CHROMIUM: await findChromium(),
    ...(isLong && { HM_LONG: '1' }),
  };
  console.log(`Chromium: ${versionOf(env.HM_CHROMIUM)}`);
  const firefox = findFirefox();
  if (firefox) env.HM_FIREFOX = firefox;
  console.log(firefox ? `Firefox: ${versionOf(firefox)}` : 'Firefox: none');
  console.log(
    `Seed: ${env.HM_SEED}${isLong ? ` (again: HM_SEED=${env.HM_SEED} npm run test:long)` : ''}`,
  );

  const { staticChecks } = await import('./static-checks.mjs');
  // Each is one process of one thread: together they use the cores.
  await Promise.all(staticChecks.map(runCheck));
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  await runVitest('node', env);
  await runVitest('chromium', env);
  buildWhenStale();
  await runPlaywright(env);
}

function seed() {
  return process.env.HM_SEED ?? String(isLong ? randomInt(2 ** 31) : FIXED_SEED);
}

async function runCheck(check) {
  const { name, failure } = await check();
  console.log(`${failure === null ? '✓' : '✗'} ${name}`);
  if (failure === null) total.passed += 1;
  else total.failures.push({ title: name, text: failure });
}

async function runVitest(project, env) {
  const { readVitest } = await import('./test-reports.mjs');
  const file = join(reports, `vitest-${project}.json`);
  const args = ['run', '--project', project, '--passWithNoTests'];
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  await runReported(
    `vitest, ${project}`,
    'vitest',
    [...args, ...reporters],
    env,
    file,
    readVitest,
  );
}

async function runPlaywright(env) {
  const { readPlaywright } = await import('./test-reports.mjs');
  const file = join(reports, 'playwright.json');
  const reportEnv = { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  // On a busy machine a browser may stall: one more try. What needed it is named at the end, to be looked into.
  const args = ['test', '--retries=1', '--reporter=list,json'];
  await runReported('playwright', 'playwright', args, reportEnv, file, readPlaywright);
}

async function runReported(name, tool, args, env, file, read) {
  const { runTool } = await import('./run-tool.mjs');
  const { readReport } = await import('./test-reports.mjs');
  console.log(`\n${name}`);
  const startedMs = performance.now();
  const { status, output } = await runTool(tool, args, { env, echo: true });
  const { passed, failures, skipped, retried = [] } = readReport(file, read, output);
  if (status !== 0 && failures.length === 0) {
    failures.push({ title: name, text: `ended with ${status}\n${output.slice(-4000)}` });
  }
  total.passed += passed;
  total.failures.push(...failures);
  total.skipped.push(...skipped);
  total.retried.push(...retried);
  console.log(`${name}: ${Math.round((performance.now() - startedMs) / 1000)} s`);
}

function sayTotal() {
  const { passed, failures, skipped, retried } = total;
  for (const { title, text } of failures) console.log(`\n✗ ${title}\n${text}`);
  for (const title of retried) console.log(`\nPassed at another try only: ${title}`);
  const reasons = skipped.map(({ title, reason }) => `${title} (${reason})`);
  console.log(reasons.length > 0 ? `\nSkipped: ${reasons.join('; ')}` : '\nSkipped: nothing');
  console.log(`${passed} passed, ${failures.length} failed, ${skipped.length} skipped`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
