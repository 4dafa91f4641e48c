import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus, totalmem, userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { Terminator } from '../terminate/terminator.ts';
import { PortableMachine } from './portable.ts';

// It is made for macOS and Windows, and right wherever systeminformation is.
const machine = new PortableMachine();

test('memory, disk and the machine itself are what the system says', async () => {
  const memory = await machine.memory();
  expect(memory.total).toBe(totalmem());
  expect(memory.used + memory.available).toBe(memory.total);
  const disk = await machine.disk();
  expect(disk.total).toBeGreaterThan(disk.used);
  expect(await machine.facts()).toMatchObject({ cores: cpus().length });
});

test('CPU counters only ever grow', async () => {
  const before = machine.cpuTimes();
  const until = performance.now() + 60;
  while (performance.now() < until);
  const after = machine.cpuTimes();
  expect(after.total).toBeGreaterThan(before.total);
  expect(after.busy).toBeGreaterThanOrEqual(before.busy);
  expect(after.busy).toBeLessThanOrEqual(after.total);
});

test('a child is found with its parent, owner and start, ended, and then gone', async () => {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  // systeminformation gives the same answer for half a second.
  await expect.poll(() => machine.inspect(pid), { timeout: 5_000 }).toBeDefined();
  const detail = await machine.inspect(pid);
  expect(detail).toMatchObject({ pid, ppid: process.pid, user: userInfo().username, ownedByUs: true });
  expect(Math.abs(Date.now() - (detail?.startedAt ?? 0))).toBeLessThan(60_000);
  const outcome = await new Terminator(machine).terminate({
    pid,
    force: false,
    startedAt: detail?.startedAt,
    waitMs: 5_000,
    signal: new AbortController().signal,
    onWaiting: () => undefined,
  });
  expect(outcome).toMatchObject({ signal: 'SIGTERM', gone: true });
});
