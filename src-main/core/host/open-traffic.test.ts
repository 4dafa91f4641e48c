import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrafficRow } from '#contract/traffic-record.ts';
import { openTraffic, type OpenTraffic } from './open-traffic.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'signalbox-traffic-'));
  path = join(folder, 'traffic.db');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const quiet = { limit: 1e6, onAppended() {}, onReset() {}, onFailure() {} };

function open(readOnly = false): OpenTraffic & Disposable {
  const opened = openTraffic(path, { ...quiet, readOnly });
  return {
    ...opened,
    [Symbol.dispose]() {
      opened.log.close();
      opened.database.close();
    },
  };
}

async function all({ log }: OpenTraffic): Promise<TrafficRow[]> {
  return (await log.rows({}, 0, 1000)).rows;
}

/** A process that records an exchange in two turns, says so and is killed while the database waits for it. */
async function exchangeAndKill(first: number): Promise<void> {
  const module = JSON.stringify(new URL('./open-traffic.ts', import.meta.url).href);
  const script = `
    const { openTraffic } = await import(${module});
    const quiet = { limit: 1e6, onAppended() {}, onReset() {}, onFailure() {}, writeAfter: 3_600_000 };
    const { log } = openTraffic(${JSON.stringify(path)}, quiet);
    const turn = () => new Promise((done) => setImmediate(() => setImmediate(done)));
    const session = log.openSession('killed');
    const say = (direction, kind, message, more) => {
      const bytes = Buffer.from(JSON.stringify(message));
      const seq = log.append({ session, server: 'killed', time: 1000, direction, kind, bytes });
      log.interpret(seq, { kind, id: message.id, ...more });
    };
    say('out', 'request', { id: ${first}, method: 'ping' }, { method: 'ping', caller: 'cli' });
    say('out', 'request', { id: ${first + 1}, method: 'ping' }, { method: 'ping' });
    await turn();
    say('in', 'response', { id: ${first}, result: { text: 'zwölf' } }, {});
    await turn();
    process.stdout.write('done');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  await gone;
}

const exchange = [
  { direction: 'out', status: 'ok', pair: 3, server: 'killed', method: 'ping', caller: 'cli', latency: 0 },
  { direction: 'out', status: 'lost', server: 'killed', method: 'ping' },
  { direction: 'in', status: 'ok', pair: 1, server: 'killed', method: 'ping', latency: 0 },
];

test('what was recorded in turns before kill -9 is there afterwards, with its pairing', async () => {
  await exchangeAndKill(1);
  expect(fs.statSync(`${path}-tail`).size).toBeGreaterThan(0);
  {
    using opened = open();
    expect(opened.notice).toBeUndefined();
    expect(await all(opened)).toMatchObject(exchange);
    expect(opened.log.record(3, 1000).text).toContain('zwölf');
    expect(fs.statSync(`${path}-tail`).size).toBe(0);
  }
  await exchangeAndKill(8);
  using opened = open();
  const sessions = (await all(opened)).map((row) => [row.seq, row.session, row.server]);
  expect(sessions).toEqual([1, 2, 3, 4, 5, 6].map((seq) => [seq, seq < 4 ? 1 : 2, 'killed']));
});

test('a journal whose content was already committed changes nothing', async () => {
  await exchangeAndKill(1);
  const tail = fs.readFileSync(`${path}-tail`);
  for (let again = 0; again < 2; again++) {
    using opened = open();
    expect(await all(opened)).toMatchObject(exchange);
    fs.writeFileSync(`${path}-tail`, tail);
  }
});

test('a journal does not bring back what was removed', async () => {
  await exchangeAndKill(1);
  const tail = fs.readFileSync(`${path}-tail`);
  {
    using opened = open();
    opened.log.clear();
  }
  fs.writeFileSync(`${path}-tail`, tail);
  using opened = open();
  expect(opened.log.position()).toEqual({ lastSeq: 3, count: 0 });
});

test('a torn or foreign journal costs only what it held', async () => {
  await exchangeAndKill(1);
  fs.truncateSync(`${path}-tail`, fs.statSync(`${path}-tail`).size - 3);
  {
    using opened = open();
    expect(await all(opened)).toMatchObject([{ status: 'lost' }, { status: 'lost' }]);
  }
  fs.writeFileSync(`${path}-tail`, 'no journal at all');
  using opened = open();
  expect(opened.notice).toBeUndefined();
  expect(opened.log.position().count).toBe(2);
});

test('the journal of a damaged log is kept aside with it', async () => {
  await exchangeAndKill(1);
  // SQLite would mend it from this.
  fs.rmSync(`${path}-wal`);
  fs.writeFileSync(path, 'this is no database at all, but it is long enough to look like one'.repeat(20));
  using opened = open();
  expect(opened.notice).toContain('damaged');
  expect(opened.log.position()).toEqual({ lastSeq: 0, count: 0 });
  expect(fs.readdirSync(folder).some((name) => name.startsWith('traffic.db-tail.bad-'))).toBe(true);
});

test('a log that is only looked at shows what a killed process left, and writes nothing of its own', async () => {
  await exchangeAndKill(1);
  {
    using looking = open(true);
    const bytes = Buffer.from('x');
    looking.log.append({ session: 1, server: 'x', time: 0, direction: 'in', kind: 'noise', bytes });
    expect(await all(looking)).toMatchObject(exchange);
  }
  using opened = open();
  expect(await all(opened)).toMatchObject(exchange);
});

test('who only looks takes nothing from a process that writes', async () => {
  using writing = open();
  const bytes = Buffer.from('x');
  writing.log.append({ session: 1, server: 'x', time: 0, direction: 'in', kind: 'noise', bytes });
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const waiting = fs.statSync(`${path}-tail`).size;
  expect(waiting).toBeGreaterThan(0);
  fs.copyFileSync(`${path}-tail`, join(folder, 'copy'));
  const script = `
    const { openTraffic } = await import(${JSON.stringify(new URL('./open-traffic.ts', import.meta.url).href)});
    const quiet = { limit: 1e6, onAppended() {}, onReset() {}, onFailure() {}, readOnly: true };
    openTraffic(${JSON.stringify(path)}, quiet).log.close();`;
  // Our own writing waits as long as this does.
  const looking = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(looking).toMatchObject({ status: 0, stderr: '' });
  expect(fs.readFileSync(`${path}-tail`)).toEqual(fs.readFileSync(join(folder, 'copy')));
  expect(await all(writing)).toHaveLength(1);
});
