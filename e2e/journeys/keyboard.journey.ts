import { expect, test } from '@playwright/test';
import { tabTo } from '../keyboard.ts';
import { openWindow } from '../screens.ts';
import { startProduct, temporaryDir } from '../product.ts';
import { approveDialog, result, server, trafficRows } from '../window.ts';

// Hundreds of presses of Tab: a picture after each takes longer than the journey.
test.use({ trace: 'off' });

test('the main job without a mouse: find a tool, run it, approve it, read the result and the wire, add a server', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const data = temporaryDir();
  const product = await startProduct(data.path, [], { SAFE_DIR: process.cwd() });
  try {
    await openWindow(page, product.url);

    await test.step('a server is opened from the rail', async () => {
      await tabTo(page, page.getByRole('link', { name: /^system-monitor/ }).first());
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'system-monitor' })).toBeVisible();
    });

    await test.step('its tabs go by arrow keys and Enter', async () => {
      await tabTo(page, page.getByRole('tab', { name: /^Overview/ }).first());
      await page.keyboard.press('ArrowRight');
      await expect(page.getByRole('tab', { name: /^Tools/ })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('list', { name: 'Tools' })).toBeVisible();
    });

    await test.step('a tool is found by its name in the palette', async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('search_files');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'file-searcher' })).toBeVisible();
    });

    await test.step('its form is filled in and run', async () => {
      await tabTo(page, page.getByRole('textbox', { name: /^query/i }).first());
      await page.keyboard.type('createHost');
      await page.keyboard.press('Control+Enter');
      await expect(approveDialog(page)).toBeVisible();
    });

    await test.step('neither Enter nor Space decides where the focus is at first', async () => {
      await page.waitForTimeout(600);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Space');
      await expect(approveDialog(page)).toBeVisible();
      await tabTo(page, page.getByRole('button', { name: 'Allow once' }).first());
      await page.keyboard.press('Enter');
      await expect(approveDialog(page)).toBeHidden();
      await expect(result(page)).toContainText('host.ts');
    });

    await test.step('the focus is where it was, and the result can be reached from there', async () => {
      await expect(page.getByRole('textbox', { name: /^query/i }).first()).toBeFocused();
      await tabTo(page, page.getByRole('button', { name: 'Run tool' }).first());
    });

    await test.step('the traffic is read row by row and opened', async () => {
      await tabTo(page, page.getByRole('searchbox', { name: 'Filter traffic' }).first());
      await page.keyboard.type('tools/call');
      await expect(trafficRows(page).filter({ hasText: 'tools/call' })).toHaveCount(2);
      await tabTo(page, page.getByRole('grid', { name: 'Traffic' }).first());
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('tab', { name: 'Raw' })).toBeVisible();
    });

    await test.step('a server is added by its command line', async () => {
      await page.keyboard.press('Control+Shift+a');
      const dialog = page.getByRole('dialog', { name: 'Add server' });
      await expect(dialog.getByRole('textbox').first()).toBeFocused();
      await page.keyboard.type('npx -y @modelcontextprotocol/server-everything');
      await expect(dialog.getByRole('button', { name: 'Add and start' })).toBeEnabled();
      await tabTo(page, page.getByRole('button', { name: 'Add and start' }).first());
      await page.keyboard.press('Enter');
      await expect(server(page, 'server-everything')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'server-everything' })).toBeVisible();
      await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'running' })).toBeVisible();
    });

    await test.step('a rule is seen and the shortcuts are listed', async () => {
      await page.keyboard.press('Shift+?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await tabTo(page, page.getByRole('link', { name: /^Rules/ }).first());
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'Rules', level: 1 })).toBeVisible();
    });
  } finally {
    await product.stop();
    data.dispose();
  }
});

test('panes are resized with the arrow keys and remember it', async ({ page }) => {
  const data = temporaryDir();
  const product = await startProduct(data.path);
  try {
    await openWindow(page, product.url);
    const pane = page.getByRole('separator', { name: 'Width of the list of servers' });
    const before = Number(await pane.getAttribute('aria-valuenow'));
    await tabTo(page, page.getByRole('separator', { name: 'Width of the list of servers' }).first());
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expect(pane).toHaveAttribute('aria-valuenow', String(before + 80));
    // Sizes are remembered in one command after the last key.
    await page.waitForTimeout(1000);
    await page.reload();
    await expect(pane).toHaveAttribute('aria-valuenow', String(before + 80));
  } finally {
    await product.stop();
    data.dispose();
  }
});
