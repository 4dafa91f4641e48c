import { expect, test } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProduct, temporaryDir, type Product } from '../product.ts';
import { configure } from '../real-servers.ts';
import { answer, openServer, result, runTool, selectTool } from '../window.ts';

let product: Product;
const data = temporaryDir();
const folder = join(data.path, 'files');

test.beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'note.txt'), 'one line\nanother line\n');
  const config = configure(data.path, {
    everything: ['stdio'],
    filesystem: [folder],
    playwright: ['--headless', '--isolated'],
  });
  product = await startProduct(data.path, ['--config', config]);
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

test('arguments as a form and as JSON stay in step; runs are kept, compared and saved', async ({ page }) => {
  await page.goto(product.url);
  await openServer(page, 'everything', 'Tools');

  await test.step('what is typed in the form is in the JSON, and the other way round', async () => {
    await selectTool(page, 'get-sum');
    await page.getByRole('spinbutton', { name: /^a/ }).fill('2');
    await page.getByRole('tab', { name: 'JSON', exact: true }).click();
    const editor = page.getByLabel('Arguments as JSON');
    await expect(editor).toContainText('"a": 2');
    await editor.fill('{"a": 2, "b": 3, "x-unknown": 12345678901234567890}');
    await page.getByRole('tab', { name: 'Form', exact: true }).click();
    await expect(page.getByRole('spinbutton', { name: /^b/ })).toHaveValue('3');
    await expect(page.getByText('Also sent, seen under JSON only: x-unknown')).toBeVisible();
    await page.getByRole('spinbutton', { name: /^b/ }).fill('4');
    await page.getByRole('tab', { name: 'JSON', exact: true }).click();
    await expect(editor).toContainText('12345678901234567890');
    await editor.fill('{"a": 2, "b": 4}');
    await page.getByRole('tab', { name: 'Form', exact: true }).click();
  });

  await test.step('two runs are kept and what differs between them is shown', async () => {
    await runTool(page);
    await answer(page, 'Allow for this session');
    await expect(result(page)).toContainText('The sum of 2 and 4 is 6');
    await page.getByRole('spinbutton', { name: /^b/ }).fill('5');
    await runTool(page);
    await expect(result(page)).toContainText('The sum of 2 and 5 is 7');
    await expect(page.getByRole('list', { name: 'Runs' }).getByRole('listitem')).toHaveCount(2);
    await result(page).getByRole('button', { name: 'Compare', exact: true }).click();
    const difference = page.getByLabel('Difference to the earlier result');
    await expect(difference).toContainText('The sum of 2 and 4 is 6');
    await expect(difference).toContainText('The sum of 2 and 5 is 7');
  });

  await test.step('arguments are saved by a name and are there after a reload', async () => {
    await page.getByRole('button', { name: 'Saved arguments' }).click();
    await page.getByRole('menuitem', { name: /^Save these/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Save arguments' });
    await dialog.getByLabel('Name').fill('two and five');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await page.reload();
    await expect(page.getByRole('spinbutton', { name: /^a/ })).toHaveValue('');
    await page.getByRole('button', { name: 'Saved arguments' }).click();
    await page.getByRole('menuitem', { name: 'two and five' }).click();
    await expect(page.getByRole('spinbutton', { name: /^b/ })).toHaveValue('5');
  });
});

test('progress is shown while a tool runs, and it can be cancelled and given up in time', async ({
  page,
}) => {
  await page.goto(product.url);
  await openServer(page, 'everything', 'Tools');
  await selectTool(page, 'trigger-long-running-operation');
  await page.getByRole('spinbutton', { name: /^duration/ }).fill('20');
  await page.getByRole('spinbutton', { name: /^steps/ }).fill('100');
  await runTool(page);
  await answer(page, 'Allow for this session');
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuemax', '100');
  await expect(page.getByRole('log', { name: 'Log of the run' })).toContainText('progress 2 / 100');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(result(page)).toContainText('cancelled');

  // Progress shows that it still works, so only a silence of this length ends it.
  await page.getByRole('spinbutton', { name: /^steps/ }).fill('1');
  await page.getByLabel('Timeout in seconds').fill('0.5');
  await runTool(page);
  await expect(result(page)).toContainText('call-timeout');
});

test('tools are grouped, filtered by what they claim, and searched', async ({ page }) => {
  await page.goto(product.url);
  await openServer(page, 'filesystem', 'Tools');
  const list = page.getByRole('list', { name: 'Tools' });
  await expect(list.getByText('write_file', { exact: true })).toBeVisible();
  await expect(list.getByRole('button', { name: /^read_ ?\d/ })).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('button', { name: 'Sort, group and filter tools' }).click();
  await page.getByRole('menuitem', { name: 'Read only, claimed' }).click();
  await expect(list.getByText('write_file', { exact: true })).toBeHidden();
  await expect(list.getByText('read_text_file', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('searchbox', { name: 'Filter tools' }).fill('edit');
  await expect(list.getByText('edit_file', { exact: true })).toBeVisible();
  await expect(list.getByText('read_text_file', { exact: true })).toBeHidden();
  await page.getByRole('searchbox', { name: 'Filter tools' }).fill('');

  await selectTool(page, 'read_text_file');
  await page.getByRole('textbox', { name: /^path/ }).fill(join(folder, 'note.txt'));
  await runTool(page);
  await answer(page, 'Allow once');
  await expect(result(page)).toContainText('another line');
});

test('nested forms, images and tables of real servers', async ({ page }) => {
  await page.goto(product.url);

  await test.step('a nested list of objects is filled in', async () => {
    await openServer(page, 'playwright', 'Tools');
    await selectTool(page, 'browser_fill_form');
    await page.getByRole('button', { name: /^Add to fields/ }).click();
    await expect(page.getByRole('combobox', { name: /^type/ })).toBeVisible();
    await page.getByRole('combobox', { name: /^type/ }).selectOption({ label: 'checkbox' });
    await page.getByRole('tab', { name: 'JSON', exact: true }).click();
    await expect(page.getByLabel('Arguments as JSON')).toContainText('"type": "checkbox"');
  });

  await test.step('an image is drawn', async () => {
    await openServer(page, 'everything', 'Tools');
    await selectTool(page, 'get-tiny-image');
    await runTool(page);
    await answer(page, 'Allow once');
    await expect(result(page).getByRole('img').first()).toBeVisible();
  });

  await test.step('a list of objects is a table, and its structure was checked', async () => {
    await openServer(page, 'system-monitor', 'Tools');
    await selectTool(page, 'list_processes');
    await runTool(page);
    await answer(page, 'Allow once');
    await expect(result(page).getByRole('columnheader', { name: 'pid', exact: true })).toBeVisible();
    await expect(result(page)).toContainText('fits its output schema');
  });
});
