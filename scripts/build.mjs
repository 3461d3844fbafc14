// Builds the app into dist/ and the host that serves it into dist-server/.
import { build } from 'vite';

/** Builds both, from nothing; throws what Vite throws. */
export async function buildAll() {
  await build({ logLevel: 'warn' });
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { ssr: 'server/main.ts', outDir: 'dist-server', target: 'node20' },
  });
}

if (import.meta.filename === process.argv[1]) await buildAll();
