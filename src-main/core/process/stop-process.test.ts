import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { findTaggedProcesses } from './find-tagged-processes.ts';
import { startFaulty, startProcess, textOf, type ProcessRig } from './process-rig.ts';

const longestStop = 5000;

async function ready(rig: ProcessRig): Promise<void> {
  rig.send({ jsonrpc: '2.0', id: 1, method: 'ping' });
  await rig.until(() => rig.lines.length > 0);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function grandchildOf(rig: ProcessRig): Promise<number> {
  await rig.until(() => rig.stderrText().includes('grandchild'));
  return Number(/grandchild (\d+)/.exec(rig.stderrText())?.[1]);
}

describe('stopping', () => {
  test('ends a healthy server by the end of its input, with no signal', async () => {
    const rig = await startFaulty('healthy');
    await ready(rig);
    expect(await rig.process.stop()).toMatchObject({ code: 0, signal: null });
    expect(await rig.survivors()).toBe(0);
  });

  test('goes on to SIGTERM when the end of input is ignored', async () => {
    const rig = await startFaulty('never-reads', [], { grace: { stdin: 200, term: 3000, kill: 1000 } });
    expect(await rig.process.stop()).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect(await rig.survivors()).toBe(0);
  });

  test('is over within five seconds when end of input and SIGTERM are ignored', async () => {
    const rig = await startFaulty('ignores-shutdown');
    await ready(rig);
    const began = performance.now();
    expect(await rig.process.stop()).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(performance.now() - began).toBeLessThan(longestStop);
    expect(rig.stderrText()).toContain('SIGTERM ignored');
    expect(await rig.survivors()).toBe(0);
  });

  test('does not hold up the event loop', async () => {
    const rig = await startFaulty('ignores-shutdown', [], { grace: { stdin: 100, term: 100, kill: 1000 } });
    await ready(rig);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 10);
    await rig.process.stop();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  test('twice is once, and after the exit is harmless', async () => {
    const rig = await startFaulty('healthy');
    const [first, second] = await Promise.all([rig.process.stop(), rig.process.stop()]);
    expect(first).toEqual(second);
    expect(await rig.process.stop()).toEqual(first);
    expect(rig.exits).toHaveLength(1);
  });

  test('works while stdout is paused and the pipe is full', async () => {
    const code =
      'process.stdin.on("end", () => process.exit(5)).resume(); process.stdout.write("x".repeat(5e6))';
    const rig = await startProcess({ command: process.execPath, args: ['-e', code] });
    rig.process.pauseStdout();
    expect(await rig.process.stop()).toMatchObject({ code: 5 });
  });
});

describe.runIf(process.platform === 'linux')('grandchildren', () => {
  test('that hold the pipes do not hide the exit, and are gone', async () => {
    const rig = await startFaulty('grandchild-holds-pipes', ['exit']);
    const grandchild = await grandchildOf(rig);
    expect(await rig.process.exited).toMatchObject({ code: 0 });
    expect(isAlive(grandchild)).toBe(true);
    const began = performance.now();
    await rig.process.gone;
    expect(performance.now() - began).toBeLessThan(longestStop);
    expect(await rig.survivors()).toBe(0);
  });

  test('that hold the pipes are gone after stop', async () => {
    const rig = await startFaulty('grandchild-holds-pipes');
    await grandchildOf(rig);
    expect(await findTaggedProcesses(rig.tag)).toHaveLength(2);
    const began = performance.now();
    await rig.process.stop();
    expect(performance.now() - began).toBeLessThan(longestStop);
    expect(await rig.survivors()).toBe(0);
  });

  test('in a session of their own are gone after stop', async () => {
    const rig = await startFaulty('grandchild-own-session');
    await grandchildOf(rig);
    expect(await findTaggedProcesses(rig.tag)).toHaveLength(2);
    await rig.process.stop();
    expect(await rig.survivors()).toBe(0);
  });

  test('in a session of their own, without the tag, are gone after stop', async () => {
    const code = `const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(()=>{},60000)'],
      { detached: true, stdio: 'ignore', env: {} }); console.log(c.pid); process.stdin.resume()`;
    const rig = await startProcess({ command: process.execPath, args: ['-e', code] });
    await rig.until(() => rig.lines.length === 1);
    const grandchild = Number(textOf(rig.lines[0]));
    expect(isAlive(grandchild)).toBe(true);
    await rig.process.stop();
    await rig.until(() => !isAlive(grandchild));
  });

  test('in a session of their own are gone after a crash', async () => {
    const rig = await startFaulty('grandchild-own-session');
    await grandchildOf(rig);
    process.kill(rig.process.pid, 'SIGKILL');
    await rig.process.exited;
    await rig.process.gone;
    expect(await rig.survivors()).toBe(0);
  });

  test('of another server are not touched', async () => {
    const other = await startFaulty('grandchild-own-session');
    await grandchildOf(other);
    const rig = await startFaulty('grandchild-own-session');
    await grandchildOf(rig);
    await rig.process.stop();
    expect(await other.survivors()).toBe(2);
    await other.process.stop();
    expect(await other.survivors()).toBe(0);
  });
});

describe.runIf(process.platform === 'linux')('twenty servers', () => {
  test('stop together within six seconds, the event loop alive', { timeout: 60_000 }, async () => {
    const rigs = await Promise.all(Array.from({ length: 20 }, () => startFaulty('ignores-shutdown')));
    await Promise.all(rigs.map(ready));
    const began = performance.now();
    await Promise.all(rigs.map((rig) => rig.process.stop()));
    expect(performance.now() - began).toBeLessThan(6000);
    for (const rig of rigs) expect(await rig.survivors()).toBe(0);
  });
});

test.runIf(process.platform === 'linux')(
  'a grandchild that was just being started when its parent was killed is gone too, every time',
  async () => {
    // The parent starts grandchildren in sessions of their own without end; it is killed at some moment of that.
    const script = `
      const { spawn } = require('node:child_process');
      const stubborn = ['-c', 'trap "" TERM; exec sleep 1000'];
      const more = () => { spawn('/bin/sh', stubborn, { detached: true, stdio: 'ignore' }).on('spawn', () => setTimeout(more, 5)); };
      more(); process.stdout.write('going');`;
    for (let round = 0; round < 5; round += 1) {
      const rig = await startProcess({ command: process.execPath, args: ['-e', script] });
      await rig.until(() => rig.seen.has('stdout'));
      await delay(30 + round * 15);
      process.kill(rig.process.pid, 'SIGKILL');
      await rig.process.gone;
      expect(await rig.survivors()).toBe(0);
    }
  },
  60_000,
);

test.runIf(process.platform === 'linux')(
  'a stubborn grandchild is gone also when this thread is held up for longer than all patience',
  async () => {
    const rig = await startFaulty('grandchild-own-session');
    await rig.until(() => rig.stderrText().includes('grandchild'));
    // Until it ignores SIGTERM.
    await delay(1000);
    process.kill(rig.process.pid, 'SIGKILL');
    await rig.process.exited;
    await delay(200);
    const heldUpUntil = performance.now() + 1700;
    while (performance.now() < heldUpUntil);
    await rig.process.gone;
    expect(await rig.survivors()).toBe(0);
  },
);
