import { chromium, type Browser, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedBrowser } from '../scripts/find-browser.ts';
import { flood } from './capture.ts';
import { interleaved, ms, type Finding } from './measure.ts';
import { openLog, scratchFolder } from './scratch.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const serverCount = 50;
const toolCount = 200;
const rowCount = 100_000;
const rounds = 5;
/** Milliseconds that the window may take longer than an empty page, megabytes it may hold more. */
const most = { paint: 250, heap: 40, frame: 33 };

/** A page with nothing on it, from loopback as the window is. */
async function emptyPage(): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Empty</title><p id="ready">nothing</p>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the empty page has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The product with 50 servers, 200 tools and 100,000 rows of traffic. */
async function startProduct(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const program = here('../bin/signalbox.js');
  if (!existsSync(here('../dist/renderer/index.html'))) throw new Error('Run npm run build first.');
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  {
    using opened = openLog(join(dataDir, 'traffic.db'));
    await flood(opened.log, 0, rowCount);
  }
  const script = here('many-tools-server.ts');
  const names = Array.from({ length: serverCount }, (_, index) => `server-${String(index).padStart(2, '0')}`);
  const mcpServers = Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        command: process.execPath,
        args: [script, String(index === 0 ? toolCount : 1)],
        signalbox: { era: 'legacy' },
      },
    ]),
  );
  const config = join(folder, 'servers.json');
  writeFileSync(config, JSON.stringify({ mcpServers }));
  const child = spawn(
    process.execPath,
    [program, '--web', '--no-open', '--port', '0', '--data-dir', dataDir, '--config', config],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /ready: (\S+)/.exec(said)?.[1];
    if (url !== undefined) return { url, child };
  }
  throw new Error('the product ended before it was ready');
}

/** Milliseconds from the start of the navigation until the element is there and a frame with it was drawn. */
async function paint(page: Page, url: string, selector: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  // The page's own clock, which starts with the navigation.
  return page.evaluate<number>(`new Promise((done) => {
    const afterPaint = () => setTimeout(() => done(performance.now()));
    const look = () =>
      requestAnimationFrame(document.querySelector(${JSON.stringify(selector)}) ? afterPaint : look);
    look();
  })`);
}

/** Megabytes of JavaScript heap after what is garbage was collected. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

/** The 95th percentile of the time between frames while something is done, in milliseconds. */
async function frames(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(`(() => {
    window.frameTimes = [];
    window.watching = true;
    let before = performance.now();
    requestAnimationFrame(function look() {
      const now = performance.now();
      window.frameTimes.push(now - before);
      before = now;
      if (window.watching) requestAnimationFrame(look);
    });
  })()`);
  await work();
  const times = await page.evaluate<number[]>('(window.watching = false, window.frameTimes)');
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;
}

async function typing(page: Page, name: string, text: string): Promise<void> {
  const field = page.getByRole('searchbox', { name });
  await field.click();
  await page.keyboard.type(text, { delay: 40 });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
}

async function scrolling(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().hover();
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, turn < 40 ? -600 : 900);
    await page.waitForTimeout(16);
  }
}

/** The same movements on a page where they do nothing: what this machine can do at all just now. */
async function idling(page: Page): Promise<void> {
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(16);
  }
}

async function measure(browser: Browser, productUrl: string, emptyUrl: string): Promise<Finding[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const { origin } = new URL(productUrl);
  const link = 'nav[aria-label="Servers"] a';
  // The first visit exchanges the key for a cookie and comes back.
  await page.goto(productUrl);
  await page.locator(link).first().waitFor();
  await page.goto(`${origin}/#/server/server-00/tools`);
  await page.getByText('read_thing_0', { exact: true }).first().waitFor({ timeout: 60_000 });

  const paints = await interleaved(
    rounds,
    () => paint(page, emptyUrl, '#ready'),
    () => paint(page, `${origin}/#/`, link),
  );
  await page.goto(emptyUrl);
  const emptyHeap = await heap(page);
  const emptyFrame = await frames(page, () => idling(page));

  await page.goto(`${origin}/#/server/server-00/tools`);
  await page.getByText('read_thing_0', { exact: true }).first().waitFor();
  const ourHeap = await heap(page);
  const works: [name: string, work: () => Promise<void>][] = [
    ['typing in the filter of 200 tools', () => typing(page, 'Filter tools', 'search_thing')],
    ['typing in the filter of 100,000 rows', () => typing(page, 'Filter traffic', 'method:notifications')],
    ['scrolling 100,000 rows', () => scrolling(page, '[role="grid"][aria-label="Traffic"]')],
    ['scrolling 200 tools', () => scrolling(page, 'ul[aria-label="Tools"]')],
  ];
  const findings: Finding[] = [
    {
      name: 'first usable paint, beside an empty page',
      baseline: ms(paints.baseline),
      ours: ms(paints.ours),
      ratio: undefined,
      limit: `≤ + ${most.paint} ms`,
      ok: paints.ours - paints.baseline <= most.paint,
    },
    {
      name: '… heap with 50 servers, 200 tools, 100,000 rows',
      baseline: `${emptyHeap.toFixed(1)} MB`,
      ours: `${ourHeap.toFixed(1)} MB`,
      ratio: undefined,
      limit: `≤ + ${most.heap} MB`,
      ok: ourHeap - emptyHeap <= most.heap,
    },
  ];
  for (const [name, work] of works) {
    await page.waitForTimeout(500);
    const frame = await frames(page, work);
    findings.push({
      name: `… ${name}: frame p95`,
      baseline: ms(emptyFrame),
      ours: ms(frame),
      ratio: undefined,
      limit: `≤ ${ms(most.frame)}`,
      ok: frame <= most.frame,
    });
  }
  return findings;
}

/** The window in a real browser: first paint beside an empty page, then frames with much to show. */
export async function window(): Promise<Finding[]> {
  const path = installedBrowser();
  using folder = scratchFolder();
  await using empty = await emptyPage();
  const { url, child } = await startProduct(folder.path);
  const browser = await chromium.launch({
    ...(path === undefined ? {} : { executablePath: path }),
    // Chromium refuses its sandbox to root; the pages are our own, from loopback.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    return await measure(browser, url, empty.url);
  } finally {
    await browser.close();
    child.kill('SIGINT');
    await once(child, 'exit');
  }
}
