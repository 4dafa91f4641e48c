import { expect, test, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { startProduct, temporaryDir, type Product } from '../product.ts';
import { configure } from '../real-servers.ts';
import { openServer } from '../window.ts';

let product: Product;
const data = temporaryDir();

test.beforeAll(async () => {
  const config = configure(data.path, { everything: ['stdio'] });
  product = await startProduct(data.path, ['--config', config], { SAFE_DIR: process.cwd() });
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

const list = (page: Page): Locator => page.getByRole('list', { name: 'Resources' });
const resource = (page: Page): Locator => page.getByRole('region', { name: 'Resource', exact: true });

test('resources stand in folders, are read by their type, and can be saved', async ({ page }) => {
  await page.goto(product.url);
  await openServer(page, 'everything', 'Resources');

  await test.step('a folder can be closed; what is searched for is shown all the same', async () => {
    const folder = list(page).getByRole('button', { name: /^static\/document\// });
    const uri = list(page).getByText('demo://resource/static/document/architecture.md', { exact: true });
    await expect(uri).toBeVisible();
    await folder.click();
    await expect(uri).toBeHidden();
    await page.getByRole('searchbox', { name: 'Filter resources' }).fill('architecture');
    await expect(uri).toBeVisible();
    await uri.click();
  });

  await test.step('Markdown is drawn, and its text is a step away', async () => {
    await expect(resource(page).getByText('Everything Server – Architecture')).toBeVisible();
    await resource(page).getByRole('button', { name: 'Text', exact: true }).click();
    await expect(resource(page)).toContainText('# Everything Server – Architecture');
  });

  await test.step('it is saved as a file with its own bytes', async () => {
    const download = page.waitForEvent('download');
    await resource(page).getByRole('button', { name: 'Save as a file' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('architecture.md');
    expect(readFileSync(await saved.path(), 'utf8')).toContain('# Everything Server – Architecture');
  });

  await test.step('a template is filled in and read', async () => {
    await page.getByRole('searchbox', { name: 'Filter resources' }).fill('text');
    await list(page).getByText('demo://resource/dynamic/text/{resourceId}', { exact: true }).click();
    await page
      .getByRole('combobox', { name: /resourceId/ })
      .or(page.getByLabel('resourceId'))
      .first()
      .fill('7');
    await page.getByRole('button', { name: 'Read resource' }).click();
    await expect(resource(page)).toContainText('Resource 7');
  });

  await test.step('bytes are shown as hex', async () => {
    await page.getByRole('searchbox', { name: 'Filter resources' }).fill('blob');
    await list(page).getByText('demo://resource/dynamic/blob/{resourceId}', { exact: true }).click();
    await page
      .getByRole('combobox', { name: /resourceId/ })
      .or(page.getByLabel('resourceId'))
      .first()
      .fill('7');
    await page.getByRole('button', { name: 'Read resource' }).click();
    await expect(resource(page).getByRole('table', { name: 'Bytes' })).toContainText('00000000');
  });
});

test('a watched resource draws its numbers and shows what changed between two readings', async ({ page }) => {
  await page.goto(product.url);
  await openServer(page, 'system-monitor', 'Resources');
  await list(page).getByText('system://metrics', { exact: true }).click();
  await expect(resource(page)).toContainText(/memory/i);
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByText('subscribed')).toBeVisible();
  await expect(
    resource(page)
      .getByRole('img', { name: /over time$/ })
      .first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Watching' }).click();
  await expect(resource(page).getByRole('img', { name: /over time$/ })).toHaveCount(0);
  await resource(page).getByRole('button', { name: 'Difference', exact: true }).click();
  const difference = page.getByLabel('Difference to the last contents');
  await expect(difference.locator('.cm-changedLine').first()).toBeVisible();
});
