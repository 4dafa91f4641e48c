import { expect, type Locator, type Page } from '@playwright/test';
import { approveDialog, type Answer } from './window.ts';

/** The window as a person without a mouse uses it. Locators only say what is there and what has the focus. */

const hasFocus = (control: Locator): Promise<boolean> =>
  control.evaluate((element) => element === document.activeElement);

/** Presses Tab (or Shift+Tab) until the control has the focus; a person with no mouse has no other way. */
export async function tabTo(
  page: Page,
  control: Locator,
  { back = false, most = 90 }: { back?: boolean; most?: number } = {},
): Promise<void> {
  await expect(control).toBeVisible();
  for (let presses = 0; presses < most; presses++) {
    if (await hasFocus(control)) {
      await focusIsSeen(page);
      return;
    }
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`The focus never came to ${String(control)}.`);
}

/** What has the focus is seen to have it: an outline, or a background of its own. */
async function focusIsSeen(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    const { outlineStyle, backgroundColor } = getComputedStyle(focused);
    const own = focused.getAttribute('role') === 'separator' && backgroundColor !== 'rgba(0, 0, 0, 0)';
    return outlineStyle !== 'none' || own;
  });
  expect(seen, 'what has the focus is seen to have it').toBe(true);
}

/** Goes to a control and presses Enter there. */
export async function press(page: Page, control: Locator, options?: { back?: boolean }): Promise<void> {
  await tabTo(page, control, options);
  await page.keyboard.press('Enter');
}

/** Goes to a field and writes into it, over what it held. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  if (text === '') await page.keyboard.press('Delete');
  else await page.keyboard.type(text);
}

/** Chooses what the palette finds first for these letters. */
export async function find(page: Page, letters: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(letters);
  await expect(palette.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
}

/** Answers the prompt: Tab to a button, past the first 500 ms in which none allows, and Enter. */
export async function answerByKey(page: Page, button: Answer): Promise<void> {
  const dialog = approveDialog(page);
  await expect(dialog).toBeFocused();
  await page.waitForTimeout(600);
  await press(page, dialog.getByRole('button', { name: button, exact: true }));
  await expect(dialog).toBeHidden();
}

/** The focus is on something of the page, not lost at its start. */
export async function focusIsKept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName), { message: 'the focus is somewhere' })
    .not.toBe('BODY');
}
