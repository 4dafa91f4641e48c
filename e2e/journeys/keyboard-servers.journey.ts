import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { find, focusIsKept, press, tabTo, write } from '../keyboard.ts';
import { openWindow } from '../screens.ts';
import { startProduct, temporaryDir, type Product } from '../product.ts';
import { server } from '../window.ts';

const healthy = fileURLToPath(new URL('../../src-servers/faulty/healthy.ts', import.meta.url));
const pasted = JSON.stringify({ mcpServers: { mine: { command: process.execPath, args: [healthy] } } });

let product: Product;
const data = temporaryDir();

// Hundreds of presses of Tab: a picture after each takes longer than the journey.
test.use({ trace: 'off' });
test.beforeAll(async () => {
  const mcpServers = { spare: { command: process.execPath, args: [healthy] } };
  writeFileSync(join(data.path, 'servers.json'), JSON.stringify({ mcpServers }));
  product = await startProduct(data.path);
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

test('without a mouse a server is added by pasting, edited, duplicated, disabled and enabled', async ({
  page,
}) => {
  await openWindow(page, product.url);
  const main = page.getByRole('main');

  await test.step('added by pasting', async () => {
    await press(page, page.getByRole('button', { name: 'Add server' }).first());
    const dialog = page.getByRole('dialog', { name: 'Add server' });
    await expect(dialog.getByRole('textbox').first()).toBeFocused();
    // What a paste does: the whole text at once.
    await page.keyboard.insertText(pasted);
    await expect(dialog.getByRole('button', { name: 'Add and start' })).toBeEnabled();
    await press(page, dialog.getByRole('button', { name: 'Add and start' }));
    await expect(page.getByRole('heading', { name: 'mine', level: 1 })).toBeVisible();
    await expect(main.getByRole('status').filter({ hasText: 'running' })).toBeVisible();
    await focusIsKept(page);
  });

  await test.step('edited', async () => {
    await tabTo(page, page.getByRole('tab', { name: 'Overview' }));
    await page.keyboard.press('End');
    await expect(page.getByRole('tab', { name: 'Settings' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: 'Settings' })).toBeFocused();
    await write(page, page.getByLabel('Environment'), 'KEPT=yes');
    const save = page.getByRole('button', { name: 'Save', exact: true });
    await press(page, save);
    await expect(page.getByText('Saved. A running server')).toBeVisible();
    await expect(save).toBeFocused();
  });

  await test.step('duplicated', async () => {
    await press(page, page.getByRole('button', { name: 'Duplicate' }), { back: true });
    await expect(page.getByRole('heading', { name: /^mine.+/, level: 1 })).toBeVisible();
    await focusIsKept(page);
    await expect(page.getByLabel('Environment')).toHaveValue('KEPT=yes');
  });

  await test.step('disabled and enabled', async () => {
    await find(page, 'mine');
    await expect(page.getByRole('heading', { name: 'mine', exact: true, level: 1 })).toBeVisible();
    const enabled = page.getByRole('checkbox', { name: 'Enabled' });
    await tabTo(page, enabled);
    await page.keyboard.press('Space');
    await expect(enabled).not.toBeChecked();
    await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeDisabled();
    await expect(enabled).toBeFocused();
    await page.keyboard.press('Space');
    await expect(enabled).toBeChecked();
  });
});

test('without a mouse a removed server is brought back with Undo, a few keys away', async ({ page }) => {
  await openWindow(page, product.url);
  await find(page, 'spare');
  const heading = page.getByRole('heading', { name: 'spare', level: 1 });
  await expect(heading).toBeVisible();
  await page.keyboard.press('Alt+6');
  await press(page, page.getByRole('button', { name: 'Remove' }));
  await expect(server(page, 'spare')).toHaveCount(0);
  await focusIsKept(page);
  const undo = page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' });
  await tabTo(page, undo, { back: true, most: 6 });
  // It does not go away while it has the focus: its ten seconds are over then.
  await page.waitForTimeout(10_500);
  await page.keyboard.press('Enter');
  await expect(heading).toBeVisible();
  await focusIsKept(page);
});

test('without a mouse a removal is undone from the palette; a server is stopped and started', async ({
  page,
}) => {
  await openWindow(page, product.url);
  await find(page, 'spare');
  await expect(page.getByRole('heading', { name: 'spare', level: 1 })).toBeVisible();
  await page.keyboard.press('Alt+6');
  await press(page, page.getByRole('button', { name: 'Remove' }));
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('spare is removed');
  await find(page, 'undo');
  await expect(page.getByRole('heading', { name: 'spare', exact: true, level: 1 })).toBeVisible();

  await press(page, page.getByRole('button', { name: 'Start', exact: true }), { back: true });
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'running' })).toBeVisible();
  await focusIsKept(page);
  await press(page, stop);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  await focusIsKept(page);
});
