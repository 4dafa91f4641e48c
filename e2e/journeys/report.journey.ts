import { expect, test } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProduct, temporaryDir } from '../product.ts';
import { openServer } from '../window.ts';

const fixture = fileURLToPath(new URL('../../src-servers/faulty/exits-at-start.ts', import.meta.url));

test('a person reads the whole problem report before saving it, and no secret is in it', async ({ page }) => {
  const data = temporaryDir();
  const broken = {
    command: 'node',
    args: [fixture, '1', 'refused seeded-value', '--api-key=seeded-argument'],
    env: { SERVICE_TOKEN: 'seeded-value' },
  };
  writeFileSync(join(data.path, 'servers.json'), JSON.stringify({ mcpServers: { broken } }));
  const product = await startProduct(data.path);
  try {
    await page.goto(product.url);
    await openServer(page, 'broken', 'Overview');
    await page
      .getByRole('button', { name: /^Start/ })
      .first()
      .click();
    await expect(page.getByRole('region', { name: 'Last lines of stderr' })).toBeVisible();

    await page.getByRole('button', { name: 'Problem report…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Problem report' });
    const preview = dialog.getByRole('group', { name: 'Preview' });
    await expect(preview).toContainText('"SERVICE_TOKEN": "••••"');
    await expect(preview).toContainText('exited-at-start');
    await expect(preview).toContainText('refused ••••');
    await expect(preview).not.toContainText('seeded');

    await dialog.getByLabel('Records of the traffic').fill('0');
    await expect(preview).toContainText('"records": []');
    const shown = (await preview.locator('pre').allTextContents()).join('\n');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^signalbox-report-broken-.*\.json$/);
    expect(readFileSync(await download.path(), 'utf8')).toBe(shown);

    await dialog.getByLabel('Records of the traffic').fill('2001');
    await expect(dialog.getByText('Give a number from 0 to 2000.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
  } finally {
    await product.stop();
    data.dispose();
  }
});
