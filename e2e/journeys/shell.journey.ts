import { expect, test, type Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWindow } from '../screens.ts';
import { startProduct, temporaryDir } from '../product.ts';
import { answer, openServer, runTool, selectTool, server } from '../window.ts';

const healthy = fileURLToPath(new URL('../../src-servers/faulty/healthy.ts', import.meta.url));

/** The hash of the address, which is where the window is. */
const place = (page: Page): string => new URL(page.url()).hash;

test('every view has an address that leads back to it; Back and Forward work; a reload stays', async ({
  page,
}) => {
  const data = temporaryDir();
  const product = await startProduct(data.path);
  try {
    await openWindow(page, product.url);
    expect(page.url()).not.toContain('token');
    const visited: string[] = [];
    for (const tab of ['Overview', 'Tools', 'Resources', 'Prompts', 'Logs', 'Settings']) {
      await openServer(page, 'system-monitor', tab);
      await expect(page.getByRole('tab', { name: new RegExp(`^${tab}`) })).toHaveAttribute(
        'aria-selected',
        'true',
      );
      visited.push(place(page));
    }
    await openServer(page, 'system-monitor', 'Tools');
    await selectTool(page, 'list_processes');
    visited.push(place(page));
    expect(visited.at(-1)).toContain('list_processes');
    for (const [hash, heading] of [
      ['#/approvals', 'Approvals'],
      ['#/rules', 'Rules'],
      ['#/audit', 'Audit'],
      ['#/settings', 'Settings'],
      ['#/gallery', 'Gallery'],
      ['#/traffic', 'Traffic'],
    ] as const) {
      await page.goto(`${new URL(product.url).origin}/${hash}`);
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeAttached();
    }
    expect(new Set(visited).size).toBe(visited.length);

    await page.goto(`${new URL(product.url).origin}/${visited[6] ?? ''}`);
    await page.reload();
    await expect(page.getByRole('region', { name: 'Arguments' })).toContainText('list_processes');
    await openServer(page, 'file-searcher', 'Overview');
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'system-monitor', level: 1 })).toBeVisible();
    await page.goForward();
    await expect(page.getByRole('heading', { name: 'file-searcher', level: 1 })).toBeVisible();
  } finally {
    await product.stop();
    data.dispose();
  }
});

test('a removed server comes back with Undo; the message covers no control', async ({ page }) => {
  const data = temporaryDir();
  writeFileSync(
    join(data.path, 'servers.json'),
    JSON.stringify({
      mcpServers: { mine: { command: process.execPath, args: [healthy], env: { KEPT: 'yes' } } },
    }),
  );
  const product = await startProduct(data.path);
  try {
    await openWindow(page, product.url);
    await openServer(page, 'mine', 'Settings');
    await page.getByRole('button', { name: 'Remove' }).click();
    await expect(server(page, 'mine')).toHaveCount(0);
    const message = page.getByRole('region', { name: 'Notices' }).getByRole('listitem');
    await expect(message).toContainText('mine is removed');
    const covered = await message.evaluate((toast) => {
      const box = toast.getBoundingClientRect();
      return [...document.querySelectorAll('button, a, input, select, textarea')]
        .filter((control) => !toast.contains(control))
        .filter((control) => {
          const { left, right, top, bottom } = control.getBoundingClientRect();
          return left < box.right && right > box.left && top < box.bottom && bottom > box.top;
        })
        .map((control) => control.outerHTML.slice(0, 200));
    });
    expect(covered).toEqual([]);
    await message.getByRole('button', { name: 'Undo' }).click();
    await expect(server(page, 'mine')).toBeVisible();
    await openServer(page, 'mine', 'Settings');
    await expect(page.getByLabel('Environment')).toHaveValue('KEPT=yes');
  } finally {
    await product.stop();
    data.dispose();
  }
});

test('when the product is killed the window says so, keeps what was seen, and says how to go on', async ({
  page,
}) => {
  const data = temporaryDir();
  let product = await startProduct(data.path);
  try {
    await openWindow(page, product.url);
    await openServer(page, 'system-monitor', 'Tools');
    await selectTool(page, 'get_metrics');
    await runTool(page);
    await answer(page, 'Allow once');
    const result = page.getByRole('region', { name: 'Result' });
    await expect(result).toContainText(/cpu/i);

    product.process.kill('SIGKILL');
    const banner = page.getByRole('alert').filter({ hasText: /connection to the host is lost/ });
    await expect(banner).toContainText('open the address it prints');
    await expect(result).toContainText(/cpu/i);
    await expect(page.getByRole('grid', { name: 'Traffic' }).getByRole('row').nth(3)).toBeVisible();

    // On the same port the window finds a host again, of another run: its key is not known here.
    product = await startProduct(data.path, ['--port', new URL(product.url).port]);
    await expect(page.getByRole('alert').filter({ hasText: /address that Signalbox printed/ })).toBeVisible({
      timeout: 20_000,
    });
    await expect(result).toContainText(/cpu/i);
    await page.goto('about:blank');
    await openWindow(page, product.url);
    await expect(page.getByRole('alert')).toHaveCount(0);
  } finally {
    await product.stop();
    data.dispose();
  }
});

test('a connection that breaks comes back by itself, with what happened meanwhile', async ({
  page,
  context,
}) => {
  const data = temporaryDir();
  const product = await startProduct(data.path);
  // Every wire of the window goes through here, so that it can be cut.
  const cuts: (() => void)[] = [];
  let cut = false;
  await page.routeWebSocket(/\/wire$/, (wire) => {
    if (cut) {
      void wire.close();
      return;
    }
    wire.connectToServer();
    cuts.push(() => void wire.close());
  });
  try {
    await openWindow(page, product.url);
    cut = true;
    for (const close of cuts) close();
    await expect(page.getByRole('alert').filter({ hasText: /connection to the host is lost/ })).toBeVisible();
    // Another window stops a server meanwhile.
    const other = await context.newPage();
    await other.goto(`${new URL(product.url).origin}/#/server/file-searcher/overview`);
    await other.getByRole('button', { name: 'Stop' }).click();
    await expect(other.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
    cut = false;
    await expect(page.getByRole('alert')).toHaveCount(0);
    await server(page, 'file-searcher').click();
    await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  } finally {
    await product.stop();
    data.dispose();
  }
});

test('the focus is back at Run tool when a prompt is answered', async ({ page }) => {
  const data = temporaryDir();
  const product = await startProduct(data.path);
  try {
    await openWindow(page, product.url);
    await openServer(page, 'system-monitor', 'Tools');
    await selectTool(page, 'get_metrics');
    for (const choice of ['Deny', 'Allow once'] as const) {
      await runTool(page);
      await answer(page, choice);
      await expect(page.getByRole('button', { name: 'Run tool' })).toBeFocused();
    }
  } finally {
    await product.stop();
    data.dispose();
  }
});
