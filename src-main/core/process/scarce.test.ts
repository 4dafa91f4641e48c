import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startFaulty } from './process-rig.ts';

const spawnModule = new URL('./spawn-process.ts', import.meta.url).href;

/** Uses up all descriptors but `free`, starts a process, and gives them back: what was said, and whether it then works. */
const starve = `
  import { closeSync, openSync } from 'node:fs';
  const { spawnProcess } = await import(${JSON.stringify(spawnModule)});
  const none = () => undefined;
  const events = { onStdout: none, onStderr: none, onExit: none, onStdinClosed: none, onStdoutClosed: none };
  const start = () => spawnProcess({ command: process.execPath, args: ['-e', '1'], env: {}, tag: 'starved' }, events);
  await (await start()).stop();
  const said = [];
  for (let free = 0; free < 6; free += 1) {
    const held = [];
    try { for (;;) held.push(openSync('/dev/null')); } catch {}
    for (let at = 0; at < free; at += 1) closeSync(held.pop());
    said.push(await start().then((running) => running.stop().then(() => 'started'), (error) => error.code));
    for (const descriptor of held) closeSync(descriptor);
  }
  said.push(await start().then((running) => running.stop()).then(({ code }) => code));
  console.log(JSON.stringify(said));
`;

test.runIf(process.platform !== 'win32')(
  'without free descriptors a start fails plainly, and works again later',
  async () => {
    const command = 'ulimit -n 60; exec "$0" --input-type=module -e "$1"';
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command, process.execPath, starve]);
    const said: unknown[] = JSON.parse(stdout);
    expect(said.slice(0, -1)).toEqual(Array.from({ length: 6 }, () => 'spawn-failed'));
    expect(said.at(-1)).toBe(0);
  },
);

test.runIf(process.platform === 'linux')(
  'forty starts leave no descriptor, no process and no listener',
  async () => {
    const cycle = async (): Promise<void> => {
      const rig = await startFaulty('exits-at-start', ['0', 'x']);
      await rig.process.stop();
    };
    const listeners = (): number =>
      process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
    await cycle();
    const before = { descriptors: readdirSync('/proc/self/fd').length, listeners: listeners() };
    for (let at = 0; at < 10; at += 1) await Promise.all([cycle(), cycle(), cycle(), cycle()]);
    expect(readdirSync('/proc/self/fd').length - before.descriptors).toBeLessThanOrEqual(2);
    expect(listeners()).toBe(before.listeners);
    // A handle closes in the turn after its exit is heard.
    await expect.poll(() => process.getActiveResourcesInfo()).not.toContain('ProcessWrap');
  },
);
