import { _electron, expect, test } from '@playwright/test';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from '../../src-main/launch/electron-runtime.ts';
import { temporaryDir } from '../product.ts';
import { answer, openServer, result, runTool, selectTool, server } from '../window.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const electron = findElectron(root);

if (electron === undefined) console.log('desktop journeys: skipped (no Electron runtime)');
test.skip(electron === undefined, 'skipped (no Electron runtime)');

test('the desktop window lists, approves and calls like the web shell, and the page cannot get out', async () => {
  const data = temporaryDir();
  const app = await _electron.launch({
    ...(electron === undefined ? {} : { executablePath: electron }),
    args: [root, '--data-dir', data.path, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const page = await app.firstWindow();
    await expect(server(page, 'system-monitor')).toBeVisible();
    await openServer(page, 'system-monitor', 'Tools');
    await selectTool(page, 'get_metrics');
    await runTool(page);
    await answer(page, 'Allow once');
    await expect(result(page)).toContainText(/cpu/i);

    const escaped = await page.evaluate(() => ({
      node: 'require' in window || 'process' in window,
      // Not a link that a person could be asked about.
      opened: window.open('file:///etc/passwd') !== null,
    }));
    expect(escaped).toEqual({ node: false, opened: false });
  } finally {
    await app.close();
    data.dispose();
  }
});

test('a reloaded window finds its prompt again', async () => {
  const data = temporaryDir();
  const app = await _electron.launch({
    ...(electron === undefined ? {} : { executablePath: electron }),
    args: [root, '--data-dir', data.path, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const page = await app.firstWindow();
    await openServer(page, 'system-monitor', 'Tools');
    await selectTool(page, 'get_metrics');
    await runTool(page);
    await expect(page.getByRole('dialog', { name: 'Approve tool call' })).toBeVisible();
    await page.reload();
    await answer(page, 'Allow once');
  } finally {
    await app.close();
    data.dispose();
  }
});

test('the desktop shell opens no TCP port', async () => {
  test.skip(process.platform !== 'linux', 'looks at /proc');
  const data = temporaryDir();
  // Playwright itself would open debugging ports: started as a person starts it.
  const child = spawn(electron ?? '', [
    root,
    '--data-dir',
    data.path,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]);
  try {
    await expect.poll(() => existsSync(join(data.path, 'traffic.db')), { timeout: 20_000 }).toBe(true);
    const listening = execFileSync('ss', ['-tlnpH'], { encoding: 'utf8' });
    expect(listening).not.toContain(`pid=${child.pid},`);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    data.dispose();
  }
});
