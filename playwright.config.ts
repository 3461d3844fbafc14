import { defineConfig } from '@playwright/test';

/** The built app in real browsers: `npm test` builds it first and says where the browsers are. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  globalTimeout: process.env['HM_LONG'] === undefined ? 8 * 60_000 : 60 * 60_000,
  reporter: [['list']],
  projects: [
    { name: 'chromium', testMatch: '**/*.spec.ts', testIgnore: '**/*.firefox.spec.ts' },
    { name: 'firefox', testMatch: '**/*.firefox.spec.ts' },
  ],
});
