import { expect, test } from '@playwright/test';
import { answerByKey, find, focusIsKept, press, tabTo, write } from '../keyboard.ts';
import { openWindow } from '../screens.ts';
import { startProduct, temporaryDir, type Product } from '../product.ts';
import { configure } from '../real-servers.ts';
import { result, server } from '../window.ts';

let product: Product;
const data = temporaryDir();

// Hundreds of presses of Tab: a picture after each takes longer than the journey.
test.use({ trace: 'off' });
test.beforeAll(async () => {
  const config = configure(data.path, { everything: ['stdio'], playwright: ['--headless', '--isolated'] });
  product = await startProduct(data.path, ['--config', config]);
});
test.afterAll(async () => {
  await product.stop();
  data.dispose();
});

test('without a mouse two runs are compared, and arguments are saved and loaded', async ({ page }) => {
  await openWindow(page, product.url);
  const list = page.getByRole('list', { name: 'Tools' });
  const field = (name: string) => page.getByRole('spinbutton', { name: new RegExp(`^${name}`) });

  await test.step('the tool is found in the list: filter, arrow keys, Enter', async () => {
    await press(page, server(page, 'everything'));
    await page.keyboard.press('Alt+2');
    await write(page, page.getByRole('searchbox', { name: 'Filter tools' }), 'get-s');
    const tool = list.getByRole('button', { name: /^get-sum/ });
    await tabTo(page, list.getByRole('button').first());
    while (!(await tool.evaluate((element) => element === document.activeElement)))
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Arguments' })).toContainText('get-sum');
    await expect(tool).toBeFocused();
  });

  await test.step('two runs', async () => {
    await write(page, field('a'), '2');
    await write(page, field('b'), '4');
    await page.keyboard.press('Control+Enter');
    await answerByKey(page, 'Allow for this session');
    await expect(result(page)).toContainText('The sum of 2 and 4 is 6');
    await expect(field('b')).toBeFocused();
    await write(page, field('b'), '5');
    await page.keyboard.press('Control+Enter');
    await expect(result(page)).toContainText('The sum of 2 and 5 is 7');
  });

  await test.step('compared', async () => {
    await press(page, result(page).getByRole('button', { name: 'Compare', exact: true }));
    const difference = page.getByLabel('Difference to the earlier result');
    await expect(difference).toContainText('The sum of 2 and 4 is 6');
    await expect(difference).toContainText('The sum of 2 and 5 is 7');
    await tabTo(page, page.getByRole('combobox', { name: 'Compare with the run of' }));
  });

  await test.step('an earlier run is looked at, and its arguments are taken', async () => {
    const first = page.getByRole('list', { name: 'Runs' }).getByRole('listitem').last();
    await press(page, first.getByRole('button').first());
    await expect(result(page)).toContainText('The sum of 2 and 4 is 6');
    await press(page, first.getByRole('button', { name: 'Use these arguments' }));
    await expect(field('b')).toHaveValue('4');
  });

  await test.step('saved', async () => {
    const saved = page.getByRole('button', { name: 'Saved arguments' });
    await press(page, saved, { back: true });
    await expect(page.getByRole('menuitem', { name: /^Save these/ })).toBeFocused();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Save arguments' });
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await page.keyboard.type('two and four');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(saved).toBeFocused();
  });

  await test.step('loaded', async () => {
    await write(page, field('b'), '9');
    await press(page, page.getByRole('button', { name: 'Saved arguments' }));
    await expect(page.getByRole('menuitem', { name: 'two and four' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(field('b')).toHaveValue('4');
    await focusIsKept(page);
  });

  await test.step('the arguments are written as JSON, and Tab leads out of the editor', async () => {
    await tabTo(page, page.getByRole('tab', { name: 'Form', exact: true }), { back: true });
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const editor = page.getByRole('textbox', { name: 'Arguments as JSON' });
    await expect(editor).toBeVisible();
    await expect(page.getByRole('tab', { name: 'JSON', exact: true })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(editor).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('{"a": 20, "b": 30}');
    await press(page, page.getByRole('button', { name: 'Run tool' }));
    await expect(result(page)).toContainText('The sum of 20 and 30 is 50');
  });
});

test('without a mouse a tool that runs is cancelled', async ({ page }) => {
  await openWindow(page, product.url);
  await find(page, 'trigger-long');
  await write(page, page.getByRole('spinbutton', { name: /^duration/ }), '20');
  await write(page, page.getByRole('spinbutton', { name: /^steps/ }), '100');
  await press(page, page.getByRole('button', { name: 'Run tool' }));
  await answerByKey(page, 'Allow once');
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuemax', '100');
  await press(page, page.getByRole('button', { name: 'Cancel' }));
  await expect(result(page)).toContainText('cancelled');
  await expect(page.getByRole('button', { name: 'Run tool' })).toBeFocused();
});

test('without a mouse a nested form is filled in, its entries are taken away again, and it is run', async ({
  page,
}) => {
  await openWindow(page, product.url);
  await find(page, 'browser_fill_form');
  const form = page.getByRole('region', { name: 'Arguments' });
  const add = form.getByRole('button', { name: /^Add to fields/ });
  await press(page, add);
  await press(page, add);
  const type = form.getByRole('combobox', { name: /^type/ });
  await expect(type).toHaveCount(2);

  await test.step('an entry is taken away, and the focus stays in the list', async () => {
    await press(page, form.getByRole('button', { name: /^Remove/ }).last(), { back: true });
    await expect(type).toHaveCount(1);
    await focusIsKept(page);
  });

  await test.step('the fields of the entry are filled in', async () => {
    await tabTo(page, type);
    await page.keyboard.type('checkbox');
    for (const name of ['target', 'name', 'value'])
      await write(page, form.getByRole('textbox', { name: new RegExp(`^${name}\\b`) }).first(), 'true');
  });

  await test.step('it is run with them', async () => {
    await press(page, page.getByRole('button', { name: 'Run tool' }));
    const asked = page.getByRole('dialog', { name: 'Approve tool call' });
    await expect(asked).toContainText('checkbox');
    await answerByKey(page, 'Deny');
    await expect(result(page)).toContainText(/denied/i);
  });
});
