import { defineConfig } from '@playwright/test';

const isLong = process.env['HM_LONG'] !== undefined;

/** The built app in real browsers: `npm test` builds it first and says where the browsers are. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  // Each test has a browser, a profile and, by worker, a host of its own.
  workers: Number(process.env['HM_E2E_WORKERS'] ?? 2),
  // `npm test` gives each another try, and names what needed it.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  // Each step waits for what it expects; only one that fails takes so long.
  expect: { timeout: 20_000 },
  globalTimeout: isLong ? 60 * 60_000 : 13 * 60_000,
  reporter: [['list']],
  projects: [
    {
      name: 'chromium',
      testMatch: '**/*.spec.ts',
      testIgnore: ['**/*.firefox.spec.ts', ...(isLong ? [] : ['**/*.long.spec.ts'])],
    },
    { name: 'firefox', testMatch: '**/*.firefox.spec.ts' },
  ],
});
