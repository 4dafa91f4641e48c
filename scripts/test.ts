import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { findBrowser } from './find-browser.ts';

/**
 * `npm test`: builds, runs the unit tests, tries the installed command line, in CI a minute of soak, then the
 * journeys in a browser.
 * The last line is `N passed, N failed, N skipped`.
 */
const counts = { passed: 0, failed: 0, skipped: 0 };
const reports = mkdtempSync(join(tmpdir(), 'signalbox-test-'));

const unitReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
});
const journeyReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n› ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** A step without counts of its own is one test. */
function step(passed: boolean): boolean {
  counts[passed ? 'passed' : 'failed'] += 1;
  return passed;
}

function unitTests(): void {
  const file = join(reports, 'unit.json');
  run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = unitReport.safeParse(readJson(file));
  if (!report.success) {
    counts.failed += 1;
    return;
  }
  counts.passed += report.data.numPassedTests;
  // A file that does not load has no tests to count.
  counts.failed += Math.max(report.data.numFailedTests, report.data.numFailedTestSuites > 0 ? 1 : 0);
  counts.skipped += report.data.numPendingTests;
}

function journeys(): void {
  const browser = findBrowser();
  if (!browser) {
    console.error(
      '\nNO BROWSER: the journeys are not run. Install Chrome, Chromium or Edge, or set CHROME_PATH.',
    );
    counts[process.env['CI'] === 'true' ? 'failed' : 'skipped'] += 1;
    return;
  }
  const file = join(reports, 'journeys.json');
  run('playwright', ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    ...(browser.path === undefined ? {} : { CHROME_PATH: browser.path }),
  });
  const report = journeyReport.safeParse(readJson(file));
  if (!report.success) {
    counts.failed += 1;
    return;
  }
  const { expected, unexpected, flaky, skipped } = report.data.stats;
  if (flaky > 0) console.log(`${flaky} of the journeys passed at a second try only; see above.`);
  counts.passed += expected + flaky;
  counts.failed += unexpected;
  counts.skipped += skipped;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

if (step(run('npm', ['run', 'build']))) {
  unitTests();
  step(run('node', ['scripts/try-installed.ts']));
  // A minute of seeded mischief, where /proc can tell what is left over.
  if (process.env['CI'] === 'true' && process.platform === 'linux') {
    step(run('node', ['scripts/soak.ts', '--minutes', '1', '--seed', '1']));
  }
  journeys();
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
