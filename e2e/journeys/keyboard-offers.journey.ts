import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { find, focusIsKept, press, tabTo, write } from '../keyboard.ts';
import { openWindow } from '../screens.ts';
import { startProduct, temporaryDir, type Product } from '../product.ts';
import { configure } from '../real-servers.ts';
import { server } from '../window.ts';

let product: Product;
const data = temporaryDir();

// Hundreds of presses of Tab: a picture after each takes longer than the journey.
test.use({ permissions: ['clipboard-write'], trace: 'off' });
test.beforeAll(async () => {
  product = await startProduct(data.path, ['--config', configure(data.path, { everything: ['stdio'] })]);
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

async function openTab(page: Page, name: string, keys: string): Promise<void> {
  await openWindow(page, product.url);
  await press(page, server(page, name));
  await page.keyboard.press(keys);
}

/** Filters the list and opens the entry, with the arrow keys past the folders around it. */
async function open(page: Page, label: 'Resources' | 'Prompts', wanted: string): Promise<void> {
  await write(page, page.getByRole('searchbox', { name: `Filter ${label.toLowerCase()}` }), wanted);
  const list = page.getByRole('list', { name: label });
  const entry = list.locator('button:not([aria-expanded])').filter({ hasText: wanted }).first();
  await tabTo(page, list.getByRole('button').first());
  for (let presses = 0; presses < 10; presses++) {
    if (await entry.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(entry).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(entry).toHaveAttribute('aria-current', 'true');
  await expect(entry).toBeFocused();
}

test('without a mouse a resource is read and saved, and a template is filled in', async ({ page }) => {
  await openTab(page, 'everything', 'Alt+3');
  const resource = page.getByRole('region', { name: 'Resource', exact: true });

  await test.step('read, and saved as a file', async () => {
    await open(page, 'Resources', 'architecture.md');
    await expect(resource.getByText('Everything Server – Architecture')).toBeVisible();
    await press(page, resource.getByRole('button', { name: 'Read again' }));
    await expect(resource.getByRole('button', { name: 'Read again' })).toBeEnabled();
    await expect(resource.getByRole('button', { name: 'Read again' })).toBeFocused();
    const download = page.waitForEvent('download');
    await press(page, resource.getByRole('button', { name: 'Save as a file' }));
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('architecture.md');
    expect(readFileSync(await saved.path(), 'utf8')).toContain('# Everything Server – Architecture');
  });

  await test.step('a folder is closed and opened', async () => {
    await write(page, page.getByRole('searchbox', { name: 'Filter resources' }), '');
    const folder = page
      .getByRole('list', { name: 'Resources' })
      .getByRole('button', { name: /^static\/document\// });
    await press(page, folder);
    await expect(folder).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('Enter');
    await expect(folder).toHaveAttribute('aria-expanded', 'true');
  });

  await test.step('a template is filled in and read', async () => {
    await open(page, 'Resources', 'dynamic/text/');
    const field = page.getByRole('combobox', { name: /resourceId/ }).or(page.getByLabel('resourceId'));
    await write(page, field.first(), '7');
    await page.keyboard.press('Escape');
    await press(page, page.getByRole('button', { name: 'Read resource' }));
    await expect(resource).toContainText('Resource 7');
    await focusIsKept(page);
  });
});

test('without a mouse a resource is watched and its last two contents are compared', async ({ page }) => {
  await openTab(page, 'system-monitor', 'Alt+3');
  const resource = page.getByRole('region', { name: 'Resource', exact: true });
  await open(page, 'Resources', 'system://metrics');
  await press(page, resource.getByRole('button', { name: 'Watch', exact: true }));
  await expect(page.getByText('subscribed')).toBeVisible();
  const watching = resource.getByRole('button', { name: 'Watching' });
  await expect(watching).toBeFocused();
  const difference = resource.getByRole('button', { name: 'Difference', exact: true });
  await expect(difference).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(resource.getByRole('button', { name: 'Watch', exact: true })).toBeFocused();
  await press(page, difference);
  await expect(
    page.getByLabel('Difference to the last contents').locator('.cm-changedLine').first(),
  ).toBeVisible();
  await expect(difference).toBeFocused();
});

test('without a mouse a prompt is completed, made and copied', async ({ page }) => {
  await openTab(page, 'everything', 'Alt+4');
  const messages = page.getByRole('region', { name: 'Messages of the prompt' });
  await open(page, 'Prompts', 'completable-prompt');
  const get = page.getByRole('button', { name: 'Get prompt' });

  await test.step('what is missing is said', async () => {
    await press(page, get);
    await expect(page.getByText('is required').first()).toBeVisible();
    await expect(get).toBeFocused();
  });

  await test.step('a completion is taken with the arrow keys', async () => {
    await tabTo(page, page.getByLabel('department').first(), { back: true });
    await page.keyboard.type('Eng');
    await expect(page.getByRole('option', { name: 'Engineering' })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('department').first()).toHaveValue('Engineering');
    await write(page, page.getByLabel('name', { exact: true }).first(), 'Alice');
    await page.keyboard.press('Enter');
    await expect(messages).toContainText('Engineering');
  });

  await test.step('copied', async () => {
    await press(page, messages.getByRole('button', { name: 'Copy as text' }));
    // The page may not read the clipboard: it is pasted where it does no harm.
    const filter = page.getByRole('searchbox', { name: 'Filter prompts' });
    await tabTo(page, filter, { back: true });
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+v');
    await expect(filter).toHaveValue(/^user: ?\S/);
  });
});

test('without a mouse the logs are filtered by words and by level', async ({ page }) => {
  await openTab(page, 'system-monitor', 'Alt+5');
  const logs = page.getByRole('region', { name: 'Logs' });
  const filter = page.getByRole('searchbox', { name: 'Filter logs' });
  await expect(logs.getByRole('status')).toContainText(/[1-9]/);
  await write(page, filter, 'no line holds these words');
  await expect(logs.getByRole('status')).toContainText(/^0 of/);
  await write(page, filter, '');
  const level = page.getByRole('combobox', { name: 'Least level shown' });
  await tabTo(page, level);
  await page.keyboard.type('error');
  await expect(level).toHaveValue('error');
  await find(page, 'logs of');
  await expect(level).toBeFocused();
});
