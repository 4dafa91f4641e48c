import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { totalmem } from 'node:os';
import { describe, expect, test } from 'vitest';
import { LinuxMachine } from './linux.ts';

describe.skipIf(process.platform !== 'linux')('the facts from /proc', () => {
  const machine = new LinuxMachine();

  test('memory is what the system says', async () => {
    const memory = await machine.memory();
    expect(memory.total).toBe(totalmem());
    expect(memory.used + memory.available).toBe(memory.total);
  });

  test('the disk has room for what it holds', async () => {
    const disk = await machine.disk();
    expect(disk.total).toBeGreaterThan(0);
    expect(disk.used + disk.available).toBeLessThanOrEqual(disk.total);
  });

  test('this process is found with its own name, parent, memory, start and command', async () => {
    const detail = await machine.inspect(process.pid);
    expect(detail).toMatchObject({
      pid: process.pid,
      ppid: process.ppid,
      threadOf: process.pid,
      ownedByUs: true,
    });
    expect(detail?.command.join(' ')).toContain('node');
    const resident = process.memoryUsage.rss();
    expect(Math.abs((detail?.memoryBytes ?? 0) - resident)).toBeLessThan(resident / 2);
    const age = Date.now() - (detail?.startedAt ?? 0);
    expect(Math.abs(age - process.uptime() * 1000)).toBeLessThan(3_000);
  });

  test('the start time of a process stays the same however often it is read', async () => {
    const looks = await Promise.all(Array.from({ length: 50 }, () => machine.inspect(process.pid)));
    expect(new Set(looks.map((look) => look?.startedAt)).size).toBe(1);
  });

  test('the list holds a child and loses it when it ends', async () => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    await once(child, 'spawn');
    const listed = async (): Promise<boolean> =>
      (await machine.processes()).some(({ pid }) => pid === child.pid);
    expect(await listed()).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await listed()).toBe(false);
    expect(await machine.inspect(child.pid ?? 0)).toBeUndefined();
  });

  test('reading starts no process and leaves no file open', async () => {
    const children = (): number => readdirSync('/proc/self/task').length;
    const files = (): number => readdirSync('/proc/self/fd').length;
    await machine.processes();
    const [childrenBefore, filesBefore] = [children(), files()];
    for (let round = 0; round < 50; round += 1) {
      await machine.processes();
      await machine.memory();
      machine.cpuTimes();
    }
    expect(files()).toBe(filesBefore);
    expect(children()).toBe(childrenBefore);
    const ours = (await machine.processes()).filter(
      ({ ppid, name }) => ppid === process.pid && /ps|df|sh/u.test(name),
    );
    expect(ours).toEqual([]);
  });
});
