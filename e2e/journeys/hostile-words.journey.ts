import { expect, test, type Page } from '@playwright/test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProduct, temporaryDir } from '../product.ts';
import { answer, approveDialog, openServer, result, runTool, selectTool } from '../window.ts';

const fixture = fileURLToPath(new URL('../../src-servers/faulty/hostile-words.ts', import.meta.url));

/** Everything a hostile page would want to reach arrives here. */
async function trap(): Promise<{ url: string; hits: string[]; close(): void }> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, hits, close: () => server.close() };
}

async function nothingHappened(page: Page, address: string): Promise<void> {
  expect(await page.evaluate(() => 'hostile' in window)).toBe(false);
  expect(new URL(page.url()).origin).toBe(new URL(address).origin);
  expect(page.context().pages()).toHaveLength(1);
}

test('a hostile server’s words run no script, load nothing and lead nowhere, on any screen', async ({
  page,
}) => {
  const reached = await trap();
  const data = temporaryDir();
  const config = join(data.path, 'hostile.json');
  const definition = { command: process.execPath, args: [fixture, reached.url] };
  writeFileSync(config, JSON.stringify({ mcpServers: { hostile: definition } }));
  const product = await startProduct(data.path, ['--config', config]);
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(product.url).origin) && !/^(data|blob):/.test(request.url()))
      outside.push(request.url());
  });
  try {
    await page.goto(product.url);
    for (const tab of ['Overview', 'Tools', 'Resources', 'Prompts', 'Logs', 'Settings']) {
      await openServer(page, 'hostile', tab);
      await expect(page.getByRole('tabpanel').first()).toBeVisible();
      await nothingHappened(page, product.url);
    }

    await openServer(page, 'hostile', 'Tools');
    await selectTool(page, 'show');
    await runTool(page);
    // The claim stays in the block that is marked as the server's words; what is hidden in it is made visible.
    await expect(approveDialog(page)).toContainText('verified by the system');
    await expect(approveDialog(page)).not.toContainText('\u202E');
    await answer(page, 'Allow once');
    await expect(result(page)).toContainText('onerror');
    await nothingHappened(page, product.url);

    await openServer(page, 'hostile', 'Resources');
    for (const uri of ['hostile://html', 'hostile://svg', 'hostile://markdown']) {
      await page.getByRole('list', { name: 'Resources' }).getByText(uri, { exact: true }).click();
      await page.waitForTimeout(300);
      await nothingHappened(page, product.url);
    }
    await openServer(page, 'hostile', 'Prompts');
    await page.getByRole('list', { name: 'Prompts' }).getByText('hostile', { exact: true }).click();
    await page.getByRole('button', { name: /^Get prompt/ }).click();
    await expect(page.getByRole('tabpanel')).toContainText('onerror');
    await nothingHappened(page, product.url);

    expect(outside).toEqual([]);
    expect(reached.hits).toEqual([]);
  } finally {
    await product.stop();
    reached.close();
    data.dispose();
  }
});

test('a long name and a huge description never push the buttons of the prompt out of sight', async ({
  page,
}) => {
  const data = temporaryDir();
  const config = join(data.path, 'hostile.json');
  writeFileSync(
    config,
    JSON.stringify({ mcpServers: { hostile: { command: process.execPath, args: [fixture] } } }),
  );
  const product = await startProduct(data.path, ['--config', config]);
  try {
    await page.goto(product.url);
    await openServer(page, 'hostile', 'Tools');
    await page.getByRole('list', { name: 'Tools' }).getByRole('listitem').last().click();
    await runTool(page);
    for (const name of ['Deny', 'Allow once', 'Allow for this session', 'Always allow']) {
      await expect(approveDialog(page).getByRole('button', { name, exact: true })).toBeInViewport({
        ratio: 1,
      });
    }
    // Neither Enter nor a double click at once may allow.
    await page.keyboard.press('Enter');
    await expect(page.getByText(/denied|waiting/i).first()).toBeVisible();
  } finally {
    await product.stop();
    data.dispose();
  }
});

test('dropped files, Ctrl+click and window.open lead nowhere', async ({ page }) => {
  const data = temporaryDir();
  const product = await startProduct(data.path);
  try {
    await page.goto(product.url);
    await expect(page.getByRole('navigation', { name: 'Servers' })).toBeVisible();
    const opened = await page.evaluate(() => {
      const drop = new DragEvent('drop', {
        bubbles: true,
        cancelable: true,
        dataTransfer: new DataTransfer(),
      });
      document.body.dispatchEvent(drop);
      return { prevented: drop.defaultPrevented };
    });
    expect(opened.prevented).toBe(true);
    await nothingHappened(page, product.url);
  } finally {
    await product.stop();
    data.dispose();
  }
});
