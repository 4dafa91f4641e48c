import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { runCli, startProduct, temporaryDir, type Product } from '../product.ts';
import { configure } from '../real-servers.ts';
import {
  answer,
  approveDialog,
  filterTraffic,
  openServer,
  result,
  runTool,
  selectTool,
  trafficRows,
} from '../window.ts';

let product: Product;
const data = temporaryDir();

test.beforeAll(async () => {
  product = await startProduct(data.path, ['--config', configure(data.path, { everything: ['stdio'] })]);
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

async function echo(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: /^message/ }).fill(words);
  await runTool(page);
}

test('calls are found, compared, sent again and exported', async ({ page }) => {
  await page.goto(product.url);
  await openServer(page, 'everything', 'Tools');
  await selectTool(page, 'echo');
  await echo(page, 'first words');
  await answer(page, 'Allow once');
  await expect(result(page)).toContainText('Echo: first words');
  await echo(page, 'second words');
  await answer(page, 'Allow once');
  await expect(result(page)).toContainText('Echo: second words');
  await echo(page, 'third words');
  await answer(page, 'Deny');

  const details = page.getByRole('region', { name: 'Record details' });
  const request = (words: string) => trafficRows(page).filter({ hasText: `echo {"message":"${words}"}` });

  await test.step('a denied call is a decision that shows as denied, and no request', async () => {
    await filterTraffic(page, 'echo');
    await expect(trafficRows(page).filter({ hasText: 'decision' }).filter({ hasText: 'denied' })).toHaveCount(
      1,
    );
    await expect(request('third words')).toHaveCount(0);
  });

  await test.step('two requests are compared through a pin', async () => {
    // Rows still come in: a click may meet a row that has just moved.
    await expect(async () => {
      await request('first words').click({ timeout: 2000 });
      await expect(details).toBeVisible({ timeout: 2000 });
    }).toPass();
    await details.getByRole('button', { name: 'Pin this record' }).click();
    await expect(page.getByRole('list', { name: 'Pinned records' })).toContainText('tools/call');
    await request('second words').click();
    await details.getByRole('tab', { name: /^Compare with #/ }).click();
    const difference = details.getByLabel(/^Difference to record/);
    await expect(difference).toContainText('first words');
    await expect(difference).toContainText('second words');
  });

  await test.step('a request is sent again, and the gate asks, naming who asks', async () => {
    await details.getByRole('button', { name: 'Send this request again' }).click();
    await expect(approveDialog(page)).toContainText('second words');
    await answer(page, 'Allow once');
    await expect(request('second words')).toHaveCount(2);
    await request('second words').last().click();
    await expect(details).toContainText('replay');
  });

  await test.step('what is shown is exported, in the window and on the command line', async () => {
    await filterTraffic(page, 'method:tools/call');
    await expect(page.getByLabel('Traffic shown')).toContainText('6 of');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as lines of JSON' }).click();
    const saved = await download;
    const lines = readFileSync(await saved.path(), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(6);
    const first = JSON.parse(lines[0] ?? '') as { method: string; text: string };
    expect(JSON.parse(first.text)).toMatchObject({ params: { arguments: { message: 'first words' } } });
    await product.stop();
    const { code, stdout } = await runCli([
      'traffic',
      'export',
      '--method',
      'tools/call',
      '--data-dir',
      data.path,
    ]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual(lines);
  });
});
