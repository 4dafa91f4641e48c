import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';

const module_ = new URL('follow-parent.ts', import.meta.url).href;
const follower = `
  const { followParent } = await import('${module_}');
  followParent();
  setInterval(() => undefined, 1000);
  process.stdout.write(process.pid + '\\n');`;
/** Runs the follower as its child, so that there is a parent to kill. */
const parent = `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, ['--input-type=module', '-e', process.argv[1]], { stdio: 'inherit' });
  setInterval(() => undefined, 1000);`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it.skipIf(process.platform === 'win32')('ends when its parent is killed, and not before', async () => {
  const child = spawn(process.execPath, ['-e', parent, follower], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
  await wait(1500);
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  // The pipe ends only when the follower, which inherited it, is gone too.
  const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
});
