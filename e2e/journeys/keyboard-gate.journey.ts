import { expect, test } from '@playwright/test';
import { answerByKey, find, focusIsKept, press, tabTo } from '../keyboard.ts';
import { openWindow } from '../screens.ts';
import { startProduct, temporaryDir, type Product } from '../product.ts';
import { approveDialog, result } from '../window.ts';

let product: Product;
const data = temporaryDir();

// Hundreds of presses of Tab: a picture after each takes longer than the journey.
test.use({ trace: 'off' });
test.beforeAll(async () => {
  product = await startProduct(data.path);
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

test('without a mouse a call is answered in each of the four ways, and rules are revoked', async ({
  page,
}) => {
  await openWindow(page, product.url);
  const run = page.getByRole('button', { name: 'Run tool' });
  const words = result(page);

  await test.step('Deny, and the focus is back', async () => {
    await find(page, 'get_metrics');
    await press(page, run);
    await answerByKey(page, 'Deny');
    await expect(words).toContainText(/denied/i);
    await expect(run).toBeFocused();
  });

  await test.step('put aside with Escape, taken up again, Allow once', async () => {
    await page.keyboard.press('Enter');
    await expect(approveDialog(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(approveDialog(page)).toBeHidden();
    await press(page, page.getByRole('button', { name: 'Decide' }));
    await answerByKey(page, 'Allow once');
    await expect(words).toContainText(/cpu/i);
    await focusIsKept(page);
  });

  await test.step('Allow for this session: the next call does not ask', async () => {
    await press(page, run);
    await answerByKey(page, 'Allow for this session');
    await expect(page.getByRole('list', { name: 'Runs' }).getByRole('listitem')).toHaveCount(3);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('list', { name: 'Runs' }).getByRole('listitem')).toHaveCount(4);
    await expect(approveDialog(page)).toBeHidden();
  });

  await test.step('Always allow', async () => {
    await find(page, 'list_processes');
    await press(page, run);
    await answerByKey(page, 'Always allow');
    await expect(words).toContainText('pid');
  });

  await test.step('rules are revoked one after the other; the focus goes to the next', async () => {
    await find(page, 'go to the rules');
    const revoke = (tool: string) => page.getByRole('button', { name: new RegExp(`^Revoke .*${tool}`) });
    await press(page, revoke('get_metrics'));
    await expect(revoke('get_metrics')).toHaveCount(0);
    await expect(revoke('list_processes')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText('No rule yet')).toBeVisible();
    await focusIsKept(page);
  });

  await test.step('it asks again', async () => {
    await find(page, 'list_processes');
    await press(page, run);
    await answerByKey(page, 'Deny');
  });
});

test('without a mouse the palette, the list of shortcuts, the settings and the themes are reached', async ({
  page,
}) => {
  await openWindow(page, product.url);

  await test.step('the palette opens by its button and gives the focus back', async () => {
    const button = page.getByRole('button', { name: /^Search servers/ });
    await press(page, button);
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await expect(palette.getByRole('combobox')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
    await expect(button).toBeFocused();
  });

  await test.step('the shortcuts are listed by ? and from the menu', async () => {
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await page.keyboard.press('?');
    await expect(list).toContainText('Find anything');
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    const menu = page.getByRole('button', { name: 'Menu', exact: true });
    await press(page, menu);
    await expect(page.getByRole('menuitem', { name: 'Traffic' })).toBeFocused();
    await page.keyboard.press('End');
    // The menu moves the focus in a later turn.
    await expect(page.getByRole('menuitem').last()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(list).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await expect(menu).toBeFocused();
  });

  await test.step('the theme is chosen in the settings and from the palette', async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Traffic' })).toBeFocused();
    await page.keyboard.type('Se');
    await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    const theme = page.getByRole('combobox', { name: 'Theme' });
    await tabTo(page, theme);
    await page.keyboard.type('Dark');
    await expect(theme).toHaveValue('dark');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await find(page, 'theme: light');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect(theme).toBeFocused();
  });
});
