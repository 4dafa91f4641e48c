import { expect, test } from '@playwright/test';
import { startProduct, temporaryDir, type Product } from '../product.ts';
import { configure } from '../real-servers.ts';
import { openServer } from '../window.ts';

let product: Product;
const data = temporaryDir();

test.use({ permissions: ['clipboard-write'] });
test.beforeAll(async () => {
  product = await startProduct(data.path, ['--config', configure(data.path, { everything: ['stdio'] })]);
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

test('a prompt is completed, made, and copied as text and as JSON', async ({ page }) => {
  await page.goto(product.url);
  await openServer(page, 'everything', 'Prompts');
  const list = page.getByRole('list', { name: 'Prompts' });
  const messages = page.getByRole('region', { name: 'Messages of the prompt' });

  await test.step('a required argument is asked for, and completed by the server', async () => {
    await list.getByText('completable-prompt', { exact: true }).click();
    await page.getByRole('button', { name: 'Get prompt' }).click();
    await expect(page.getByText('is required').first()).toBeVisible();
    await page.getByLabel('department').first().pressSequentially('Eng');
    await page.getByRole('option', { name: 'Engineering' }).click();
    await page.getByLabel('name', { exact: true }).first().fill('Alice');
    await page.getByRole('button', { name: 'Get prompt' }).click();
    await expect(messages).toContainText('Engineering');
    await expect(messages).toContainText('user');
  });

  await test.step('it is copied with its roles', async () => {
    // The page may not read the clipboard: it is pasted where it does no harm, in one line.
    const box = page.getByRole('searchbox', { name: 'Filter prompts' });
    const pasted = async (): Promise<string> => {
      await box.fill('');
      await box.press('ControlOrMeta+V');
      return box.inputValue();
    };
    await messages.getByRole('button', { name: 'Copy as text' }).click();
    await expect.poll(pasted).toMatch(/^user: ?\S/);
    await messages.getByRole('button', { name: 'Copy as JSON' }).click();
    await expect.poll(pasted).toMatch(/^\{/);
    expect(JSON.parse(await pasted())).toMatchObject({ messages: [{ role: 'user' }] });
    await box.fill('');
  });

  await test.step('an embedded resource is shown with its URI', async () => {
    await list.getByText('resource-prompt', { exact: true }).click();
    await page.getByLabel('resourceType').first().fill('Text');
    await page.getByLabel('resourceId').first().fill('3');
    await page.getByRole('button', { name: 'Get prompt' }).click();
    await expect(messages).toContainText('demo://resource/dynamic/text/3');
  });
});
