import { defineConfig } from '@playwright/test';

/**
 * Journeys: one user story per file, against the built product and real servers. Project `web` always runs; project
 * `desktop` needs an Electron runtime and says so when there is none.
 */
const chromium = process.env['CHROME_PATH'];

export default defineConfig({
  testDir: './journeys',
  testMatch: /.*\.journey\.ts/,
  outputDir: '../test-results',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: process.env['CI'] === 'true' ? 2 : 0,
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    actionTimeout: 15_000,
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
      // Chromium refuses its sandbox to root; the pages are our own, from loopback.
      chromiumSandbox: process.getuid?.() !== 0,
    },
  },
  projects: [
    { name: 'web', testIgnore: /desktop\.journey\.ts/ },
    { name: 'desktop', testMatch: /desktop\.journey\.ts/ },
  ],
});
