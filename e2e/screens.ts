import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { startProduct, temporaryDir, type Product } from './product.ts';
import { answer, openServer, runTool, selectTool } from './window.ts';

/** Servers in every condition: running, failed, disabled. */
const config = {
  mcpServers: {
    everything: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-everything'] },
    memory: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-memory'] },
    'notes-server': { command: 'node', args: ['notes-server.js'] },
    'nightly-reports': { command: 'node', args: ['reports.js'], signalbox: { enabled: false } },
  },
};
/** What a person might paste. */
const pasted = JSON.stringify({
  mcpServers: { files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem', '/srv'] } },
});

/** A screen or dialog, and how a person gets there. */
export type Screen = readonly [name: string, show: (page: Page) => Promise<void>];

const dialog = (page: Page, name: string): ReturnType<Page['getByRole']> =>
  page.getByRole('dialog', { name });
const goTo =
  (hash: string) =>
  async (page: Page): Promise<void> => {
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
  };
const onServer = (server: string, tab: string) => (page: Page) => openServer(page, server, tab);

async function addServer(page: Page, way: string): Promise<void> {
  await page.getByRole('button', { name: 'Add server' }).first().click();
  await dialog(page, 'Add server').getByRole('tab', { name: way }).click();
}

/** Every screen and dialog. After {@link work}. */
export const screens: readonly Screen[] = [
  ['start', goTo('#/')],
  ['overview', onServer('system-monitor', 'Overview')],
  ['overview-failed', onServer('notes-server', 'Overview')],
  ['overview-disabled', onServer('nightly-reports', 'Overview')],
  [
    'tool-result',
    async (page) => {
      await openServer(page, 'file-searcher', 'Tools');
      await selectTool(page, 'search_files');
    },
  ],
  [
    'tool-many',
    async (page) => {
      await openServer(page, 'everything', 'Tools');
      await selectTool(page, 'get-annotated-message');
    },
  ],
  [
    'approve',
    async (page) => {
      await openServer(page, 'system-monitor', 'Tools');
      await selectTool(page, 'list_processes');
      await runTool(page);
      await dialog(page, 'Approve tool call').waitFor();
    },
  ],
  ['resources', onServer('system-monitor', 'Resources')],
  ['prompts', onServer('system-monitor', 'Prompts')],
  ['logs', onServer('everything', 'Logs')],
  ['server-settings', onServer('everything', 'Settings')],
  ['approvals', goTo('#/approvals')],
  ['rules', goTo('#/rules')],
  ['audit', goTo('#/audit')],
  ['traffic', goTo('#/traffic')],
  [
    'traffic-details',
    async (page) => {
      await page.getByRole('grid', { name: 'Traffic' }).getByRole('row').nth(4).click();
      await page.keyboard.press('Enter');
    },
  ],
  ['settings', goTo('#/settings')],
  ['gallery', goTo('#/gallery')],
  [
    'add-paste',
    (page) =>
      addServer(page, 'Paste').then(() =>
        dialog(page, 'Add server').getByRole('textbox').first().fill(pasted),
      ),
  ],
  [
    'add-known',
    async (page) => {
      await addServer(page, 'Well known');
      await dialog(page, 'Add server').getByRole('button', { name: 'git', exact: true }).click();
    },
  ],
  ['add-import', (page) => addServer(page, 'Import')],
  ['add-form', (page) => addServer(page, 'Fill in')],
  [
    'palette',
    async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('get');
    },
  ],
  ['shortcuts', (page) => page.keyboard.press('?')],
  ['menu', (page) => page.getByRole('button', { name: 'Menu', exact: true }).click()],
  [
    'clear-traffic',
    (page) => page.getByRole('region', { name: 'Traffic' }).getByRole('button', { name: 'Clear' }).click(),
  ],
];

/** What makes the window worth a picture: calls that ran, a rule, traffic of several servers. */
export async function work(page: Page): Promise<void> {
  await openServer(page, 'system-monitor', 'Tools');
  await selectTool(page, 'get_metrics');
  await runTool(page);
  await answer(page, 'Allow once');
  await openServer(page, 'everything', 'Tools');
  await selectTool(page, 'echo');
  await page
    .getByLabel(/^message/i)
    .first()
    .fill('hello wire');
  await runTool(page);
  await answer(page, 'Always allow');
  await openServer(page, 'file-searcher', 'Tools');
  await selectTool(page, 'search_files');
  await page
    .getByLabel(/^query/i)
    .first()
    .fill('createHost');
  await runTool(page);
  await answer(page, 'Allow for this session');
  await page.getByRole('region', { name: 'Result' }).getByText('host.ts').first().waitFor();
}

/** Ends what lies over the window: a prompt is denied. */
export async function closeDialogs(page: Page): Promise<void> {
  const approve = dialog(page, 'Approve tool call');
  if (await approve.isVisible()) {
    await approve.getByRole('button', { name: 'Deny', exact: true }).click();
    await approve.waitFor({ state: 'hidden' });
  }
  if ((await page.getByRole('dialog').or(page.getByRole('menu')).count()) > 0)
    await page.keyboard.press('Escape');
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** The product with servers in every condition, and with something to import. */
export async function startExample(): Promise<{ product: Product; stop(): Promise<void> }> {
  const [data, home] = [temporaryDir(), temporaryDir()];
  const file = join(data.path, 'example.json');
  writeFileSync(file, JSON.stringify(config));
  mkdirSync(join(home.path, '.cursor'));
  writeFileSync(join(home.path, '.cursor', 'mcp.json'), pasted);
  const product = await startProduct(data.path, ['--config', file], {
    SAFE_DIR: join(root, 'src-main'),
    HOME: home.path,
    // Packages that are here already are not fetched again for the other home.
    npm_config_cache: process.env['npm_config_cache'] ?? join(process.env['HOME'] ?? root, '.npm'),
  });
  return {
    product,
    async stop() {
      await product.stop();
      data.dispose();
      home.dispose();
    },
  };
}

/** Opens the window and waits until it knows the servers. */
export async function openWindow(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('navigation', { name: 'Servers' }).getByRole('link').first().waitFor();
}
