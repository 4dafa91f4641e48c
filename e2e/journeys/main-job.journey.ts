import { expect, test } from '@playwright/test';
import { startProduct, temporaryDir, type Product } from '../product.ts';
import {
  answer,
  approveDialog,
  filterTraffic,
  openServer,
  result,
  runTool,
  selectTool,
  server,
  trafficRows,
} from '../window.ts';

let product: Product;
const data = temporaryDir();

test.beforeAll(async () => {
  product = await startProduct(data.path, [], { SAFE_DIR: process.cwd() });
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

const everything = JSON.stringify({
  mcpServers: { everything: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-everything'] } },
});

test('start, list, approve, call, watch the wire, add, deny, always allow, restart, revoke', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto(product.url);

  await test.step('both bundled servers are connected', async () => {
    for (const name of ['system-monitor', 'file-searcher']) await expect(server(page, name)).toBeVisible();
    await openServer(page, 'system-monitor', 'Overview');
    await expect(page.getByText('2026-07-28').first()).toBeVisible();
    await expect(page.getByText(/Offline/)).toBeVisible();
  });

  await test.step('get_metrics waits for approval, then answers', async () => {
    await openServer(page, 'system-monitor', 'Tools');
    await selectTool(page, 'get_metrics');
    await runTool(page);
    await expect(approveDialog(page)).toContainText('system-monitor');
    await expect(approveDialog(page)).toContainText('get_metrics');
    await answer(page, 'Allow once');
    await expect(result(page)).toContainText(/cpu/i);
  });

  await test.step('its request and answer are paired in the traffic, with latency', async () => {
    await filterTraffic(page, 'tools/call');
    const rows = trafficRows(page).filter({ hasText: 'get_metrics' });
    await expect(rows.first()).toContainText(/\d ms/);
    await expect(trafficRows(page).filter({ hasText: 'tools/call' })).toHaveCount(2);
    await filterTraffic(page, '');
  });

  await test.step('search_files finds text', async () => {
    await openServer(page, 'file-searcher', 'Tools');
    await selectTool(page, 'search_files');
    await page
      .getByLabel(/^query/i)
      .first()
      .fill('createHost');
    await runTool(page);
    await answer(page, 'Allow once');
    await expect(result(page)).toContainText('host.ts');
  });

  await test.step('system://metrics is read', async () => {
    await openServer(page, 'system-monitor', 'Resources');
    await page
      .getByRole('list', { name: 'Resources' })
      .getByText('system://metrics', { exact: true })
      .click();
    await expect(page.getByRole('tabpanel')).toContainText(/memory/i);
  });

  await test.step('system_checkup with detailed embeds the processes', async () => {
    await openServer(page, 'system-monitor', 'Prompts');
    await page.getByRole('list', { name: 'Prompts' }).getByText('system_checkup', { exact: true }).click();
    await page
      .getByLabel(/detailed/i)
      .first()
      .fill('true');
    await page.getByRole('button', { name: /^Get prompt/ }).click();
    await expect(page.getByRole('tabpanel')).toContainText('system://processes');
  });

  await test.step('server-everything is added by pasting its JSON and listed whole', async () => {
    await page.getByRole('button', { name: 'Add server' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add server' });
    await dialog.getByRole('tab', { name: /Paste/ }).click();
    await dialog.getByRole('textbox').first().fill(everything);
    await expect(dialog).toContainText('npx -y @modelcontextprotocol/server-everything');
    await dialog.getByRole('button', { name: /Add and start/ }).click();
    await openServer(page, 'everything', 'Tools');
    await expect(page.getByRole('list', { name: 'Tools' }).getByText('echo', { exact: true })).toBeVisible();
    await page.getByRole('tab', { name: /^Resources/ }).click();
    await expect(page.getByRole('list', { name: 'Resources' }).getByRole('listitem').first()).toBeVisible();
    await page.getByRole('tab', { name: /^Prompts/ }).click();
    await expect(page.getByRole('list', { name: 'Prompts' }).getByRole('listitem').first()).toBeVisible();
  });

  await test.step('a denied call is not sent', async () => {
    await openServer(page, 'everything', 'Tools');
    await selectTool(page, 'echo');
    await page
      .getByLabel(/^message/i)
      .first()
      .fill('never sent');
    await runTool(page);
    await answer(page, 'Deny');
    await expect(result(page)).toContainText(/denied/i);
    await filterTraffic(page, 'never sent');
    await expect(trafficRows(page).filter({ hasText: '"never sent"' })).toHaveCount(0);
    await filterTraffic(page, '');
  });

  await test.step('an always allowed call runs without asking, also after a restart of the product', async () => {
    await page
      .getByLabel(/^message/i)
      .first()
      .fill('hello wire');
    await runTool(page);
    await answer(page, 'Always allow');
    await expect(result(page)).toContainText('hello wire');

    await product.stop();
    product = await startProduct(data.path, [], { SAFE_DIR: process.cwd() });
    await page.goto(product.url);
    await openServer(page, 'everything', 'Tools');
    await selectTool(page, 'echo');
    await page
      .getByLabel(/^message/i)
      .first()
      .fill('hello again');
    await runTool(page);
    await expect(result(page)).toContainText('hello again');
    await expect(approveDialog(page)).toBeHidden();
  });

  await test.step('once revoked, it asks again', async () => {
    await page.getByRole('link', { name: /^Rules/ }).click();
    await page
      .getByRole('table', { name: 'Rules' })
      .getByRole('row', { name: /echo/ })
      .getByRole('button', { name: /Revoke/ })
      .click();
    await expect(page.getByRole('table', { name: 'Rules' }).getByRole('row', { name: /echo/ })).toHaveCount(
      0,
    );
    await openServer(page, 'everything', 'Tools');
    await selectTool(page, 'echo');
    await page
      .getByLabel(/^message/i)
      .first()
      .fill('asked anew');
    await runTool(page);
    await answer(page, 'Deny');
  });

  expect(product.stdout().split('\n').filter(Boolean)).toHaveLength(1);
});
