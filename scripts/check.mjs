// `npm run check`: types, lint and format, without a browser.
import { installDependencies } from './set-up.mjs';

installDependencies();
const { staticChecks } = await import('./static-checks.mjs');
for (const check of staticChecks) {
  const { name, failure } = await check();
  console.log(failure === null ? `${name}: fine` : `${name}: FAILED\n${failure}`);
  if (failure !== null) process.exitCode = 1;
}
