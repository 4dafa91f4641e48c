import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { closeDialogs, openWindow, screens, startExample, work } from '../screens.ts';

let example: Awaited<ReturnType<typeof startExample>>;
test.beforeAll(async () => {
  example = await startExample();
});
test.afterAll(() => example.stop());

/** What axe finds, one line for each element. */
async function violations(page: Page, screen: string, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  // The rows of the dock are the same on every screen: judged once, on the page that is theirs.
  if (!screen.startsWith('traffic')) axe.exclude('[role="grid"] [role="row"][aria-rowindex]');
  const { violations: found } = await (rules ? axe.withRules(rules) : axe).analyze();
  return found.flatMap((rule) =>
    rule.nodes.map((node) =>
      `${rule.id}: ${node.target.join(' ')} – ${node.failureSummary ?? ''}`.slice(0, 500),
    ),
  );
}

async function onEveryScreen(page: Page, check: (screen: string) => Promise<void>): Promise<void> {
  for (const [name, show] of screens) {
    await test.step(name, async () => {
      await show(page);
      // What arrives late is judged, too.
      await page.waitForTimeout(250);
      await check(name);
      await closeDialogs(page);
    });
  }
}

test('axe finds no violation on any screen or dialog', async ({ page }) => {
  test.setTimeout(400_000);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await openWindow(page, example.product.url);
  await work(page);
  await onEveryScreen(page, async (screen) => {
    expect.soft(await violations(page, screen), screen).toEqual([]);
  });
});

const themes = [
  ['dark', { colorScheme: 'dark' }, ['color-contrast']],
  ['high contrast, light', { colorScheme: 'light', contrast: 'more' }, ['color-contrast-enhanced']],
  ['high contrast, dark', { colorScheme: 'dark', contrast: 'more' }, ['color-contrast-enhanced']],
] as const;

test('every word on every screen can be read in the dark and in high contrast', async ({ page }) => {
  test.setTimeout(400_000);
  await openWindow(page, example.product.url);
  await onEveryScreen(page, async (screen) => {
    for (const [name, media, rules] of themes) {
      await page.emulateMedia({ contrast: null, ...media, reducedMotion: 'reduce' });
      expect.soft(await violations(page, screen, [...rules]), `${screen}, ${name}`).toEqual([]);
    }
  });
});

test('the theme chosen in the settings is high contrast, also after a reload', async ({ page }) => {
  await openWindow(page, example.product.url);
  await page.goto(`${new URL(example.product.url).origin}/#/settings`);
  await page.getByLabel('Theme').selectOption('High contrast');
  await expect(page.locator('html[data-contrast]')).toBeAttached();
  await page.reload();
  await expect(page.getByLabel('Theme')).toHaveValue('contrast');
  await expect(page.locator('html[data-contrast]')).toBeAttached();
  await page.getByLabel('Theme').selectOption('Like the system');
  await expect(page.locator('html[data-contrast]')).not.toBeAttached();
});
