import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProduct, temporaryDir } from '../product.ts';
import { openServer } from '../window.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../src-servers/faulty/${name}.ts`, import.meta.url));

test('a person reads why a server does not start, mends it with one button, and sees that nothing is wrong', async ({
  page,
}) => {
  const data = temporaryDir();
  const servers = {
    slip: { command: 'nodee', args: [fixture('healthy')] },
    noisy: { command: 'node', args: [fixture('prints-text')] },
  };
  writeFileSync(join(data.path, 'servers.json'), JSON.stringify({ mcpServers: servers }));
  const product = await startProduct(data.path);
  try {
    await page.goto(product.url);
    await openServer(page, 'slip', 'Overview');
    const doctor = page.getByRole('region', { name: 'Doctor' });
    await expect(doctor.getByRole('article', { name: 'It was not started' })).toBeVisible();
    await page
      .getByRole('button', { name: /^Start/ })
      .first()
      .click();
    await expect(doctor.getByRole('article', { name: 'The command was not found' })).toBeVisible();

    await doctor.getByRole('button', { name: 'Fix: Use node', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Use node' });
    await expect(dialog.getByRole('region', { name: 'Change of the definition' })).toContainText(
      '+ "command": "node"',
    );
    await dialog.getByRole('button', { name: 'Save and start' }).click();
    await expect(doctor.getByText('Nothing wrong was found.')).toBeVisible();

    await openServer(page, 'noisy', 'Overview');
    await page
      .getByRole('button', { name: /^Start/ })
      .first()
      .click();
    const noise = doctor.getByRole('article', { name: 'It prints text to stdout' });
    await expect(noise).toContainText('Server listening on stdio');
    await expect(noise).toContainText('console.error');
  } finally {
    await product.stop();
    data.dispose();
  }
});
