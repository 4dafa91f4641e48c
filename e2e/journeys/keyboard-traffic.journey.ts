import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { answerByKey, find, focusIsKept, press, tabTo, write } from '../keyboard.ts';
import { openWindow } from '../screens.ts';
import { startProduct, temporaryDir, type Product } from '../product.ts';
import { configure } from '../real-servers.ts';
import { result, trafficRows } from '../window.ts';

let product: Product;
const data = temporaryDir();

// Hundreds of presses of Tab: a picture after each takes longer than the journey.
test.use({ trace: 'off' });
test.beforeAll(async () => {
  product = await startProduct(data.path, ['--config', configure(data.path, { everything: ['stdio'] })]);
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

test('without a mouse the traffic is filtered, walked, opened, pinned, compared, exported and cleared', async ({
  page,
}) => {
  await openWindow(page, product.url);
  await find(page, 'echo');
  const message = page.getByRole('textbox', { name: /^message/ });
  for (const words of ['first words', 'second words']) {
    await write(page, message, words);
    await page.keyboard.press('Control+Enter');
    if (words.startsWith('first')) await answerByKey(page, 'Allow for this session');
    await expect(result(page)).toContainText(`Echo: ${words}`);
  }

  const grid = page.getByRole('grid', { name: 'Traffic' });
  const details = page.getByRole('region', { name: 'Record details' });
  const filter = page.getByRole('searchbox', { name: 'Filter traffic' });
  const row = (words: string) => trafficRows(page).filter({ hasText: `echo {"message":"${words}"}` });

  await test.step('filtered, with a completion taken by arrow key', async () => {
    await write(page, filter, 'method:tools/ca');
    await expect(page.getByRole('option', { name: /tools\/call/ })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(filter).toHaveValue(/method:tools\/call/);
    await expect(trafficRows(page).filter({ hasText: 'tools/call' })).toHaveCount(4);
  });

  await test.step('walked by keys', async () => {
    await tabTo(page, grid);
    await page.keyboard.press('End');
    await expect(trafficRows(page).last()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Home');
    await expect(row('first words')).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('opened with Enter; the grid keeps the focus and its keys', async () => {
    await page.keyboard.press('Enter');
    await expect(details).toContainText('first words');
    await expect(grid).toBeFocused();
  });

  await test.step('pinned', async () => {
    const pin = details.getByRole('button', { name: /in this record/ });
    await press(page, pin);
    await expect(page.getByRole('list', { name: 'Pinned records' })).toContainText('tools/call');
    await expect(pin).toBeFocused();
  });

  await test.step('compared with another', async () => {
    await tabTo(page, grid, { back: true });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(row('second words')).toHaveAttribute('aria-selected', 'true');
    const compare = details.getByRole('tab', { name: /^Compare with #/ });
    await expect(compare).toBeVisible();
    await tabTo(page, details.getByRole('tab', { name: 'Tree' }));
    await page.keyboard.press('End');
    await expect(compare).toBeFocused();
    await page.keyboard.press('Enter');
    const difference = details.getByLabel(/^Difference to record/);
    await expect(difference).toContainText('first words');
    await expect(difference).toContainText('second words');
  });

  await test.step('closed with Escape: the focus is back in the grid', async () => {
    await page.keyboard.press('Escape');
    await expect(details).toBeHidden();
    await expect(grid).toBeFocused();
  });

  await test.step('unpinned: the focus stays in the traffic', async () => {
    await press(page, page.getByRole('button', { name: /^Unpin record/ }), { back: true });
    await expect(page.getByRole('list', { name: 'Pinned records' })).toHaveCount(0);
    await focusIsKept(page);
  });

  await test.step('exported', async () => {
    const download = page.waitForEvent('download');
    const button = page.getByRole('button', { name: 'Export as lines of JSON' });
    await press(page, button);
    const saved = await download;
    expect(
      readFileSync(await saved.path(), 'utf8')
        .trimEnd()
        .split('\n'),
    ).toHaveLength(4);
    await expect(button).toBeFocused();
  });

  await test.step('cleared, after it was asked', async () => {
    const traffic = page.getByRole('region', { name: 'Traffic', exact: true });
    const dialog = page.getByRole('dialog', { name: 'Clear traffic' });
    const clear = traffic.getByRole('button', { name: 'Clear', exact: true });
    await press(page, clear);
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(clear).toBeFocused();
    await expect(trafficRows(page).filter({ hasText: 'tools/call' })).toHaveCount(4);
    await page.keyboard.press('Enter');
    await press(page, dialog.getByRole('button', { name: 'Clear all records' }));
    await expect(trafficRows(page).filter({ hasText: 'tools/call' })).toHaveCount(0);
    await focusIsKept(page);
  });
});
