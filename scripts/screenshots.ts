import { chromium, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Product } from '../e2e/product.ts';
import { closeDialogs, openWindow, screens, startExample, work } from '../e2e/screens.ts';
import { findBrowser } from './find-browser.ts';

/**
 * `npm run screenshots`: every screen and dialog at three widths, light and dark, from the built product with real
 * servers, into test-results/screenshots; the two pictures of the README into assets/screenshots.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'test-results', 'screenshots');
const pictures = join(root, 'assets', 'screenshots');
const sizes = [
  { width: 900, height: 900 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
];
const schemes = ['light', 'dark'] as const;
/** Milliseconds for what arrives late: code of a screen, an answer of a server. */
const settle = 500;

async function everyScreen(page: Page, label: string): Promise<number> {
  let failed = 0;
  for (const [name, show] of screens) {
    try {
      await show(page);
      await page.waitForTimeout(settle);
      await page.screenshot({ path: join(folder, `${name}-${label}.png`) });
    } catch (thrown) {
      failed += 1;
      console.error(`${name} ${label}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
    await closeDialogs(page);
  }
  return failed;
}

async function run(product: Product, browserPath: string | undefined): Promise<number> {
  const browser = await chromium.launch({
    ...(browserPath === undefined ? {} : { executablePath: browserPath }),
    // Chromium refuses its sandbox to root; the pages are our own, from loopback.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    await openWindow(page, product.url);
    await work(page);
    // Nothing lies under the pointer on a picture.
    await page.mouse.move(0, 0);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(settle);
      await page.screenshot({ path: join(pictures, `window-${colorScheme}.png`) });
    }
    let failed = 0;
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const size of sizes) {
        await page.setViewportSize(size);
        failed += await everyScreen(page, `${colorScheme}-${size.width}`);
      }
    }
    return failed;
  } finally {
    await browser.close();
  }
}

const browser = findBrowser();
if (!browser) throw new Error('There is no browser. Install Chrome, Chromium or Edge, or set CHROME_PATH.');
mkdirSync(folder, { recursive: true });
mkdirSync(pictures, { recursive: true });
const example = await startExample();
try {
  const failed = await run(example.product, browser.path);
  console.log(`Pictures are in ${folder} and ${pictures}; ${failed} could not be taken.`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await example.stop();
}
