import { defineConfig } from '@playwright/test';

const isLong = process.env['HM_LONG'] !== undefined;

/** The built app in real browsers: `npm test` builds it first and says where the browsers are. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  // Each test has a browser, a profile and, by worker, a host of its own.
  workers: Number(process.env['HM_E2E_WORKERS'] ?? 2),
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  globalTimeout: isLong ? 60 * 60_000 : 13 * 60_000,
  reporter: [['list']],
  projects: [
    {
      name: 'chromium',
      testMatch: '**/*.spec.ts',
      testIgnore: ['**/*.firefox.spec.ts', ...(isLong ? [] : ['**/*.long.spec.ts'])],
    },
    {
      name: 'firefox',
      testMatch: '**/*.firefox.spec.ts',
      workers: 1,
      // The remote agent that drives Firefox 153 sometimes holds up a worker that starts a worker, on any page
      // (docs/architecture.md, "The threads"); Firefox that is not driven does not. Another try tells it from a fault of ours.
      retries: 2,
    },
  ],
});
