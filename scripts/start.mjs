// `npm start`: installs and builds where that is needed, then serves the app on PORT of HOST.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhenStale, installDependencies, root } from './set-up.mjs';

try {
  installDependencies();
  buildWhenStale();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import(pathToFileURL(join(root, 'dist-server', 'main.js')).href);
