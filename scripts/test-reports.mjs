// Reads the JSON reports of Vitest and Playwright into one form:
// {passed, failures: {title, text}[], skipped: {title, reason}[], retried?: title[]}.
import { existsSync, readFileSync } from 'node:fs';

const NO_REASON = 'no reason given';

/** A run that wrote no report failed as a whole; `output` says why. */
export function readReport(file, read, output) {
  if (existsSync(file)) return read(JSON.parse(readFileSync(file, 'utf8')));
  return {
    passed: 0,
    failures: [{ title: 'no report', text: output.slice(-4000) }],
    skipped: [],
  };
}

/** Vitest's report. A file that could not even be loaded counts as one failure. */
export function readVitest({ testResults }) {
  const report = { passed: 0, failures: [], skipped: [] };
  for (const { name: file, status, message, assertionResults } of testResults) {
    for (const { fullName, status: outcome, failureMessages, meta } of assertionResults) {
      if (outcome === 'passed') report.passed += 1;
      else if (outcome === 'failed') {
        report.failures.push({
          title: `${file}: ${fullName}`,
          text: failureMessages.join('\n'),
        });
      } else report.skipped.push({ title: fullName, reason: meta?.reason ?? NO_REASON });
    }
    const isAccounted = assertionResults.some((test) => test.status === 'failed');
    if (status === 'failed' && !isAccounted)
      report.failures.push({ title: file, text: message });
  }
  return report;
}

/** Playwright's report; its own errors (a hook of the run, a time-out of the whole) are failures. */
export function readPlaywright({ suites, errors }) {
  const report = {
    passed: 0,
    failures: errors.map(({ message }) => ({ title: 'Playwright', text: message })),
    skipped: [],
    retried: [],
  };
  const visit = ({ title, specs = [], suites: inner = [] }) => {
    for (const spec of specs) addSpec(report, title, spec);
    inner.forEach(visit);
  };
  suites.forEach(visit);
  return report;
}

function addSpec(report, suite, spec) {
  const title = `${suite}: ${spec.title}`;
  for (const { status, annotations, results } of spec.tests) {
    if (status === 'flaky') report.retried.push(title);
    if (status === 'expected' || status === 'flaky') report.passed += 1;
    else if (status === 'skipped') {
      const skip = annotations.find(({ type }) => type === 'skip' || type === 'fixme');
      report.skipped.push({ title, reason: skip?.description ?? NO_REASON });
    } else {
      const text = results.flatMap(({ errors = [] }) => errors.map((error) => error.message));
      report.failures.push({ title, text: text.join('\n') || `ended as ${status}` });
    }
  }
}
