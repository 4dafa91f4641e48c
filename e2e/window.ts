import { expect, type Locator, type Page } from '@playwright/test';

/** The window as people and screen readers know it: by roles and accessible names. */
export const server = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Servers' }).getByRole('link', { name: new RegExp(`^${name}\\b`) });

export async function openServer(page: Page, name: string, tab: string): Promise<void> {
  await server(page, name).click();
  await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
}

export async function selectTool(page: Page, tool: string): Promise<void> {
  await page.getByRole('list', { name: 'Tools' }).getByText(tool, { exact: true }).click();
}

export const approveDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Approve tool call' });

export type Answer = 'Deny' | 'Allow once' | 'Allow for this session' | 'Always allow';

/** Answers the prompt as a person would: the Allow buttons do nothing in their first 500 ms. */
export async function answer(page: Page, button: Answer): Promise<void> {
  const dialog = approveDialog(page);
  await expect(dialog).toBeVisible();
  const choice = dialog.getByRole('button', { name: button, exact: true });
  await expect(choice).toBeEnabled();
  await page.waitForTimeout(600);
  await choice.click();
  await expect(dialog).toBeHidden();
}

export async function runTool(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run tool' }).click();
}

export const result = (page: Page): Locator => page.getByRole('region', { name: 'Result' });

export const trafficRows = (page: Page): Locator =>
  page.getByRole('grid', { name: 'Traffic' }).getByRole('row');

export async function filterTraffic(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Filter traffic' }).fill(text);
}
