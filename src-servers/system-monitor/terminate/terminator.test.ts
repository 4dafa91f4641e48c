import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { startStubborn } from '../../serve/testing/stubborn.ts';
import { thisMachine, type Machine, type ProcessDetail } from '../machine/machine.ts';
import { Terminator, type Kill } from './terminator.ts';

const machine = await thisMachine();
const started: ChildProcess[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

async function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ChildProcess & { pid: number }> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  started.push(child);
  await once(child, 'spawn');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} did not start`);
  return Object.assign(child, { pid });
}

/** The terminator with a trace of every signal it sends. */
function traced(options: { machine?: Machine; ppid?: number; send?: boolean } = {}): {
  terminator: Terminator;
  sent: [number, string][];
} {
  const sent: [number, string][] = [];
  const kill: Kill = (pid, signal) => {
    sent.push([pid, signal]);
    if (options.send === true) process.kill(pid, signal);
  };
  const ourselves = { pid: process.pid, ppid: options.ppid ?? process.ppid };
  return { terminator: new Terminator(options.machine ?? machine, kill, () => ourselves), sent };
}

function asked(
  pid: number,
  more: { force?: boolean; startedAt?: number; waitMs?: number; signal?: AbortSignal } = {},
): Parameters<Terminator['terminate']>[0] {
  return {
    pid,
    force: more.force ?? false,
    startedAt: more.startedAt,
    waitMs: more.waitMs ?? 3_000,
    signal: more.signal ?? new AbortController().signal,
    onWaiting: () => undefined,
  };
}

const forbidden: [string, number, RegExp][] = [
  ['0, which means our own process group', 0, /never ended/u],
  ['1, which keeps the system running', 1, /never ended/u],
  ['-1, which means every process', -1, /never ended/u],
  ['a negative number, which means a group', -4_000, /never ended/u],
  ['a fraction', 4_000.5, /whole number/u],
  ['no number', Number.NaN, /whole number/u],
  ['infinity', Number.POSITIVE_INFINITY, /whole number/u],
  ['a number beyond every pid', 4_194_305, /larger than any/u],
  ['a number that 32 bits would make a pid of', 2 ** 32 + 4_000, /larger than any/u],
  ['a number beyond exact integers', 2 ** 60, /whole number/u],
  ['this server itself', process.pid, /this server itself/u],
  ['its host', process.ppid, /the host/u],
];

describe('a pid that is never signalled', () => {
  test.each(forbidden)('%s (%d)', async (_kind, pid, reason) => {
    const { terminator, sent } = traced();
    for (const force of [false, true]) {
      await expect(terminator.terminate(asked(pid, { force }))).rejects.toThrow(reason);
    }
    expect(sent).toEqual([]);
  });

  test('an ancestor of the host', async () => {
    const child = await start('sleep', ['600']);
    const { terminator, sent } = traced({ ppid: child.pid });
    // This very process is the parent of the pretended host.
    const other = new Terminator(
      machine,
      (pid, signal) => sent.push([pid, signal]),
      () => ({ pid: 4_194_304, ppid: child.pid }),
    );
    await expect(other.terminate(asked(process.pid))).rejects.toThrow(/ancestor of this server/u);
    await expect(terminator.terminate(asked(child.pid))).rejects.toThrow(/the host/u);
    expect(sent).toEqual([]);
  });

  test('a thread of this server, by its thread id', async () => {
    const { readdirSync } = await import('node:fs');
    const threads = readdirSync('/proc/self/task')
      .map(Number)
      .filter((tid) => tid !== process.pid);
    expect(threads.length).toBeGreaterThan(0);
    const { terminator, sent } = traced();
    for (const tid of threads) await expect(terminator.terminate(asked(tid))).rejects.toThrow(/thread/u);
    expect(sent).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)('a process of another user', async () => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore', uid: 65_534, gid: 65_534 });
    started.push(child);
    await once(child, 'spawn');
    const { terminator, sent } = traced();
    await expect(terminator.terminate(asked(child.pid ?? 0))).rejects.toThrow(
      /belongs to \w+; .* its own user/u,
    );
    expect(sent).toEqual([]);
  });

  test('a process that carries the mark of an MCP session, or runs a bundled server beside us', async () => {
    const marked = await start('sleep', ['600'], { SIGNALBOX_SESSION: 'abc' });
    const script = 'setTimeout(() => {}, 600000)';
    const beside = await start(process.execPath, ['-e', script, '/opt/servers/file-searcher.js']);
    const { terminator, sent } = traced({ ppid: 4_194_303 });
    await expect(terminator.terminate(asked(marked.pid))).rejects.toThrow(/another MCP server/u);
    const sibling = new Terminator(
      machine,
      (pid, signal) => sent.push([pid, signal]),
      () => ({
        pid: marked.pid,
        ppid: process.pid,
      }),
    );
    await expect(sibling.terminate(asked(beside.pid))).rejects.toThrow(/another MCP server/u);
    expect(sent).toEqual([]);
  });

  test('a thread of the kernel', async () => {
    const { terminator, sent } = traced();
    // A container may see none of them.
    for (const { pid } of await machine.processes())
      if ((await machine.inspect(pid))?.kernel === true)
        await expect(terminator.terminate(asked(pid))).rejects.toThrow(/part of the kernel|no process/u);
    const child = await start('sleep', ['600']);
    const inKernel: Machine = Object.assign(Object.create(machine) as Machine, {
      inspect: async (pid: number): Promise<ProcessDetail | undefined> => {
        const detail = await machine.inspect(pid);
        return detail === undefined ? undefined : { ...detail, kernel: pid === child.pid };
      },
    });
    const pretended = traced({ machine: inKernel });
    await expect(pretended.terminator.terminate(asked(child.pid))).rejects.toThrow(/part of the kernel/u);
    expect([...sent, ...pretended.sent]).toEqual([]);
  });

  test('a process that is gone', async () => {
    const child = await start('true', []);
    if (child.exitCode === null) await once(child, 'exit');
    const { terminator, sent } = traced();
    await expect(terminator.terminate(asked(child.pid))).rejects.toThrow(/no process \d+ any more/u);
    expect(sent).toEqual([]);
  });

  test('a zombie, whose parent has not noticed yet', async () => {
    // The shell starts a child, becomes `sleep`, and so never waits for it.
    const parent = await start('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 600']);
    const [text] = await once(parent.stdout ?? process.stdin, 'data');
    const pid = Number(String(text));
    while ((await machine.inspect(pid))?.state !== 'zombie')
      await new Promise((resolve) => setTimeout(resolve, 10));
    const { terminator, sent } = traced();
    await expect(terminator.terminate(asked(pid))).rejects.toThrow(/has ended already/u);
    expect(sent).toEqual([]);
  });

  test('a pid that belongs to another process than the one that was listed', async () => {
    const child = await start('sleep', ['600']);
    const { terminator, sent } = traced();
    await expect(terminator.terminate(asked(child.pid, { startedAt: 1_000 }))).rejects.toThrow(
      /another process now/u,
    );
    expect(sent).toEqual([]);
  });

  test('a pid that changes hands between the check and the signal', async () => {
    const child = await start('sleep', ['600']);
    let looks = 0;
    const changing: Machine = Object.assign(Object.create(machine) as Machine, {
      inspect: async (pid: number): Promise<ProcessDetail | undefined> => {
        const detail = await machine.inspect(pid);
        if (pid !== child.pid || detail === undefined) return detail;
        looks += 1;
        return looks === 1 ? detail : { ...detail, startedAt: detail.startedAt + 10 };
      },
    });
    const { terminator, sent } = traced({ machine: changing });
    await expect(terminator.terminate(asked(child.pid))).rejects.toThrow(/ended by itself just now/u);
    expect(looks).toBe(2);
    expect(sent).toEqual([]);
  });

  test('force without a polite request first', async () => {
    const child = await start('sleep', ['600']);
    const { terminator, sent } = traced();
    await expect(terminator.terminate(asked(child.pid, { force: true }))).rejects.toThrow(
      /not asked to end yet/u,
    );
    expect(sent).toEqual([]);
  });

  test('a request that was cancelled before the signal', async () => {
    const child = await start('sleep', ['600']);
    const { terminator, sent } = traced();
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(terminator.terminate(asked(child.pid, { signal }))).rejects.toThrow('cancelled');
    expect(sent).toEqual([]);
  });
});

describe('a process of our own', () => {
  test('ends at SIGTERM, and the outcome says that it is gone', async () => {
    const child = await start('sleep', ['600']);
    const { terminator, sent } = traced({ send: true });
    const outcome = await terminator.terminate(asked(child.pid));
    expect(outcome).toMatchObject({ pid: child.pid, name: 'sleep', signal: 'SIGTERM', gone: true });
    expect(sent).toEqual([[child.pid, 'SIGTERM']]);
  });

  test('that ignores SIGTERM is reported as still running, and killed by a second request alone', async () => {
    using child = await startStubborn();
    const { terminator, sent } = traced({ send: true });
    const first = await terminator.terminate(asked(child.pid, { waitMs: 300 }));
    expect(first).toMatchObject({ signal: 'SIGTERM', gone: false });
    const second = await terminator.terminate(asked(child.pid, { force: true }));
    expect(second).toMatchObject({ signal: 'SIGKILL', gone: true });
    expect(sent).toEqual([
      [child.pid, 'SIGTERM'],
      [child.pid, 'SIGKILL'],
    ]);
  });

  test('is left alone by a cancelled wait: the outcome comes at once', async () => {
    using child = await startStubborn();
    const { terminator } = traced({ send: true });
    const cancel = new AbortController();
    const outcome = terminator.terminate({
      ...asked(child.pid, { waitMs: 60_000, signal: cancel.signal }),
      onWaiting: () => cancel.abort(),
    });
    expect(await outcome).toMatchObject({ gone: false });
  });
});
