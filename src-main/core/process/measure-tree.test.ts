import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTreeMeter } from './measure-tree.ts';
import { listUsage, readPsLine, type ProcessUsage } from './process-usage.ts';

const busy = 'for (;;);';
const parentOfBusy = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(busy)}]); setInterval(() => 0, 1e6)`;

test.runIf(process.platform !== 'win32')(
  'counts the processor time and memory of a child’s child',
  async () => {
    const root = spawn(process.execPath, ['-e', parentOfBusy], { detached: true, stdio: 'ignore' });
    try {
      const meter = createTreeMeter();
      const pid = root.pid ?? 0;
      await expect
        .poll(async () => (await meter.sample([pid])).get(pid)?.children, { timeout: 10_000 })
        .toBe(1);
      await delay(1000);
      const usage = (await meter.sample([pid])).get(pid);
      // On a crowded machine a busy process gets less than a whole processor, but never nothing.
      expect(usage?.cpu).toBeGreaterThan(5);
      expect(usage?.cpu).toBeLessThan(250);
      expect(usage?.memory).toBeGreaterThan(20_000_000);
    } finally {
      process.kill(-(root.pid ?? 0), 'SIGKILL');
    }
  },
);

test.runIf(process.platform !== 'win32')('our own memory is what Node says it is', async () => {
  const ours = (await listUsage()).find(({ pid }) => pid === process.pid);
  const said = process.memoryUsage.rss();
  expect(ours?.memory).toBeGreaterThan(said * 0.7);
  expect(ours?.memory).toBeLessThan(said * 1.3);
});

const usage = (pid: number, ppid: number, more: Partial<ProcessUsage> = {}): ProcessUsage => ({
  pid,
  ppid,
  pgid: pid,
  started: `t${pid}`,
  cpuTime: 0,
  memory: 10,
  ...more,
});

test('a grandchild whose parent has ended still belongs to the tree; a reused pid does not', async () => {
  const lists = [
    [usage(10, 1), usage(11, 10), usage(12, 11)],
    [usage(10, 1), usage(12, 1), usage(11, 1, { started: 'later' })],
    [usage(12, 1)],
  ];
  const meter = createTreeMeter(() => Promise.resolve(lists.shift() ?? []));
  expect((await meter.sample([10])).get(10)).toMatchObject({ children: 2, memory: 30 });
  expect((await meter.sample([10])).get(10)).toMatchObject({ children: 1, memory: 20 });
  expect((await meter.sample([10])).size).toBe(0);
});

test('a process that cannot be looked at is absent, and nothing rejects', async () => {
  const meter = createTreeMeter(() => Promise.reject(new Error('EMFILE')));
  expect((await meter.sample([1])).size).toBe(0);
});

test('reads the lines of ps of macOS and the BSDs', () => {
  expect(readPsLine('  501   1   501  20480   3:07.25 S   Sun Nov 22 09:14:03 2026')).toEqual([
    {
      pid: 501,
      ppid: 1,
      pgid: 501,
      started: 'Sun Nov 22 09:14:03 2026',
      cpuTime: 187_250,
      memory: 20_971_520,
    },
  ]);
  expect(readPsLine('7 1 7 1 2-01:02:03 R Sun Nov 22')[0]?.cpuTime).toBe(176_523_000);
  expect(readPsLine('7 1 7 0 0:00.00 Z Sun Nov 22')).toEqual([]);
  expect(readPsLine('')).toEqual([]);
});
