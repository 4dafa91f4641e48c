import { chromium, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedBrowser } from '../scripts/find-browser.ts';
import { median, ms, type Finding } from './measure.ts';
import { scratchFolder } from './scratch.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const rounds = 5;
/** Milliseconds until a run that shows nothing is given up. */
const giveUp = 20_000;
/** What the official inspector 2.12.0 needs for the same work: recorded once on two cores of the same kind, not in this run. */
const theirs = {
  json100k: '33 s, frozen (recorded)',
  json6M: 'never ends (recorded)',
  notify1k: '> 400 s, frozen (recorded)',
  notify10k: '117 s, view closed (recorded)',
};
/** Milliseconds, and megabytes of heap. */
const most = { json100k: 300, json6M: 1000, frame: 100, behind: 500, heap: 400 };

async function startProduct(folder: string): Promise<{ url: string; child: ChildProcess }> {
  if (!existsSync(here('../dist/renderer/index.html'))) throw new Error('Run npm run build first.');
  const config = join(folder, 'servers.json');
  const results = {
    command: process.execPath,
    args: [here('results-server.ts')],
    signalbox: { era: 'legacy' },
  };
  writeFileSync(config, JSON.stringify({ mcpServers: { results } }));
  const data = join(folder, 'data');
  const child = spawn(
    process.execPath,
    [
      here('../bin/signalbox.js'),
      '--web',
      '--no-open',
      '--port=0',
      `--data-dir=${data}`,
      `--config=${config}`,
    ],
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

/** Chooses a tool and gives its number; the first run of a tool is allowed for the session. */
async function prepare(page: Page, tool: string, field: string): Promise<void> {
  await page.getByRole('list', { name: 'Tools' }).getByText(tool, { exact: true }).click();
  await page.getByRole('spinbutton', { name: field }).fill('1');
  await page.getByRole('button', { name: 'Run tool' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve tool call' });
  await dialog.waitFor();
  // An allow does not count in the first half second.
  await page.waitForTimeout(700);
  await dialog.getByRole('button', { name: 'Allow for this session' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: 'Result' }).getByText('done').first().waitFor();
}

/** What a person waits for, and how long the window stood still meanwhile; milliseconds. */
interface Watched {
  took: number;
  longestFrame: number;
}

/** Runs the chosen tool and waits, frame by frame, until `shown` (an expression in the page) is true. */
async function run(page: Page, shown: string): Promise<Watched> {
  // Measured in the page itself: the way to it would be measured, too.
  const script = `new Promise((resolve) => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Run tool');
    const began = performance.now();
    let before = began;
    let longestFrame = 0;
    const previous = document.querySelector('section[aria-label="Result"] [role="tree"]');
    button.click();
    requestAnimationFrame(function look() {
      const now = performance.now();
      longestFrame = Math.max(longestFrame, now - before);
      before = now;
      const shown = ${shown};
      if (shown || now - began > ${String(giveUp)}) resolve({ took: now - began, longestFrame });
      else requestAnimationFrame(look);
    });
  })`;
  return (await page.evaluate(script)) as Watched;
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

/** A tree that is not the one of the run before (`previous`). */
const newTree = `(() => {
  const tree = document.querySelector('section[aria-label="Result"] [role="tree"]');
  return tree !== null && tree !== previous;
})()`;

async function jsonFindings(page: Page): Promise<Finding[]> {
  await prepare(page, 'json', 'size');
  const findings: Finding[] = [];
  for (const { name, size, limit, peer } of [
    { name: '100 kB', size: 100_000, limit: most.json100k, peer: theirs.json100k },
    { name: '6 MB', size: 6_000_000, limit: most.json6M, peer: theirs.json6M },
  ]) {
    await page.getByRole('spinbutton', { name: 'size' }).fill(String(size));
    const measured: Watched[] = [];
    for (let round = 0; round <= rounds; round++) {
      measured.push(await run(page, newTree));
    }
    const took = median(measured.slice(1).map((one) => one.took));
    findings.push({
      name: `JSON result of ${name}, from the click to the tree`,
      baseline: peer,
      ours: `${ms(took)} (longest frame ${ms(median(measured.slice(1).map((one) => one.longestFrame)))})`,
      ratio: undefined,
      limit: `≤ ${ms(limit)}`,
      ok: took <= limit,
    });
  }
  const held = await heap(page);
  findings.push({
    name: '… heap of the window afterwards',
    baseline: '934 MB (recorded)',
    ours: `${held.toFixed(0)} MB`,
    ratio: undefined,
    limit: `< ${String(most.heap)} MB`,
    ok: held < most.heap,
  });
  return findings;
}

/** One run of `notify`, until the answer and the last of all `sent` messages are shown. */
async function flooded(page: Page, count: number, sent: number): Promise<Watched & { behind: number }> {
  const output = `document.querySelector('output[aria-label="Traffic shown"]').textContent`;
  const done = `document.querySelector('section[aria-label="Result"] ul[aria-label="Runs"] li').textContent`;
  const answered = `${done}.includes('done')`;
  const all = `(${output}.startsWith('${sent.toLocaleString('en')} of') &&
    [...document.querySelectorAll('[role="grid"] [role="row"]')].at(-1)?.textContent
      .includes('message ${String(count)} of ${String(count)}'))`;
  const both = `(window.begun ||= !(${answered}),
    window.answeredAt ??= window.begun && ${answered} ? now : undefined,
    window.shownAt ??= ${all} ? now : undefined,
    window.answeredAt !== undefined && window.shownAt !== undefined)`;
  await page.evaluate('(window.begun = false, window.answeredAt = undefined, window.shownAt = undefined)');
  const watched = await run(page, both);
  const behind = (await page.evaluate('window.shownAt - window.answeredAt')) as number;
  return { ...watched, behind };
}

/** The longest frame of a second in which nothing happens: what the machine does to every window. */
async function idleFrame(page: Page): Promise<number> {
  const script = `new Promise((resolve) => {
    const began = performance.now();
    let before = began;
    let longest = 0;
    requestAnimationFrame(function look() {
      const now = performance.now();
      longest = Math.max(longest, now - before);
      before = now;
      if (now - began > 1000) resolve(longest);
      else requestAnimationFrame(look);
    });
  })`;
  return (await page.evaluate(script)) as number;
}

async function notifyFindings(page: Page): Promise<Finding[]> {
  await prepare(page, 'notify', 'count');
  const findings: Finding[] = [];
  await page.getByRole('searchbox', { name: 'Filter traffic' }).fill('method:notifications/message');
  const idle = await idleFrame(page);
  let sent = 1;
  for (const { count, peer } of [
    { count: 1000, peer: theirs.notify1k },
    { count: 10_000, peer: theirs.notify10k },
  ]) {
    await page.getByRole('spinbutton', { name: 'count' }).fill(String(count));
    const measured: (Watched & { behind: number })[] = [];
    for (let round = 0; round < rounds; round++) {
      sent += count;
      measured.push(await flooded(page, count, sent));
    }
    const of = (key: keyof (typeof measured)[number]): number => median(measured.map((one) => one[key]));
    const [took, behind, frame] = [of('took'), of('behind'), of('longestFrame')];
    findings.push({
      name: `${count.toLocaleString('en')} log messages with the traffic open, until the last is shown`,
      baseline: peer,
      ours: `${ms(took)} (${behind <= 0 ? 'not behind' : `${ms(behind)} behind`} the answer, longest frame ${ms(frame)}; idle ${ms(idle)})`,
      ratio: undefined,
      limit: `all shown, ≤ ${ms(most.behind)} behind, no frame > ${ms(most.frame)}`,
      ok: took < giveUp && behind <= most.behind && frame <= most.frame,
    });
  }
  return findings;
}

/** Large results and floods of notifications in the window; the peer's figures are of the reference machine. */
export async function windowResults(): Promise<Finding[]> {
  using folder = scratchFolder();
  const { url, child } = await startProduct(folder.path);
  const executablePath = process.env['CHROME_PATH'] ?? installedBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    await page
      .getByRole('navigation', { name: 'Servers' })
      .getByRole('link', { name: /^results/ })
      .click();
    await page.getByRole('tab', { name: /^Tools/ }).click();
    return [...(await jsonFindings(page)), ...(await notifyFindings(page))];
  } finally {
    await browser.close();
    child.kill('SIGINT');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}
