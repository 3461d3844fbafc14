// Types, lint and format: what is known without running the app.
import { runTool } from './run-tool.mjs';

/** One per runtime: where a file lies decides which globals it has. */
const TSC = ['core', 'worker', 'host'];
const VUE_TSC = ['page', 'tests'];

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
