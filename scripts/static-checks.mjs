// Types, lint, format and the size of the first page: what is known without running the app.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runTool } from './run-tool.mjs';
import { root } from './set-up.mjs';

/** One per runtime: where a file lies decides which globals it has. */
const TSC = ['core', 'worker', 'host'];
const VUE_TSC = ['page', 'tests'];

/** Gzipped bytes of script that the first page may load before it shows something. */
const FIRST_PAGE_BYTES_MAX = 150 * 1024;

/** Each check resolves to `{name, failure}`; `failure` is `null` or what to read. */
export const staticChecks = [checkTypes, checkLint, checkFormat];

async function checkTypes() {
  const runs = [
    ...TSC.map((runtime) => ['tsc', `tsconfig.${runtime}.json`]),
    ...VUE_TSC.map((runtime) => ['vue-tsc', `tsconfig.${runtime}.json`]),
  ];
  const failures = [];
  for (const [tool, project] of runs) {
    const { status, output } = await runTool(tool, ['-p', project, '--pretty', 'false']);
    if (status !== 0) failures.push(`${tool} -p ${project}\n${output}`);
  }
  return { name: 'types', failure: failures.length > 0 ? failures.join('\n') : null };
}

async function checkLint() {
  const { status, output } = await runTool('eslint', ['.', '--max-warnings', '0']);
  return { name: 'lint', failure: status === 0 ? null : output };
}

async function checkFormat() {
  const { status, output } = await runTool('prettier', ['--check', '.', '--log-level', 'warn']);
  return { name: 'format', failure: status === 0 ? null : `${output}Mend it: npm run format` };
}

/** Sums the scripts that dist/index.html loads, with all that they import at once. */
export async function checkFirstPageSize() {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/.vite/manifest.json'), 'utf8'));
  const files = new Set();
  const visit = (key) => {
    const { file, imports = [] } = manifest[key];
    if (files.has(file)) return;
    files.add(file);
    imports.forEach(visit);
  };
  visit('index.html');
  const bytes = [...files]
    .map((file) => gzipSync(readFileSync(join(root, 'dist', file))).length)
    .reduce((sum, size) => sum + size, 0);
  const name = `first page: ${(bytes / 1024).toFixed(1)} KiB of script, gzipped`;
  const failure = `${bytes} bytes are more than ${FIRST_PAGE_BYTES_MAX}: load later what the first page does not show.\n${[...files].join('\n')}`;
  return { name, failure: bytes > FIRST_PAGE_BYTES_MAX ? failure : null };
}
