import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findContainer } from '../process/contain-process.ts';
import { findLeftovers } from '../process/find-leftovers.ts';
import { openMemoryDatabase } from '../storage/database.ts';
import { createRig, faulty } from './host-rig.ts';
import { goneAfter, startSecondHost } from './second-host.ts';
import { createStartedProcesses } from './started-processes.ts';

const isLinux = process.platform === 'linux';
const folder = (): string => mkdtempSync(join(tmpdir(), 'signalbox-left-'));

test.runIf(isLinux)(
  'servers of a host that is killed with -9 end by themselves, and its traffic is readable',
  async () => {
    const dataDir = folder();
    await using second = await startSecondHost(
      { dataDir, transient: { one: faulty('healthy'), two: faulty('healthy') } },
      ['one', 'two'],
      { call: 'one' },
    );
    expect(second.survivors()).toHaveLength(2);
    await second.kill('SIGKILL');
    expect(await goneAfter(() => second.survivors())).toBeLessThan(3000);
    await using after = await createRig({}, { dataDir });
    const rows = (await after.rows()).filter((row) => row.method === 'tools/call');
    expect(rows.map((row) => [row.kind, row.status])).toEqual([
      ['request', 'ok'],
      ['response', 'ok'],
    ]);
  },
);

test.runIf(isLinux)(
  'what outlives a killed host is found at the next start, offered, and ended only when asked',
  async () => {
    const dataDir = folder();
    await using second = await startSecondHost(
      { dataDir, transient: { stubborn: faulty('ignores-shutdown') } },
      ['stubborn'],
    );
    await second.kill('SIGKILL');
    const alive = second.survivors();
    expect(alive.length).toBeGreaterThan(0);

    await using rig = await createRig({}, { dataDir, autostart: true });
    await rig.heard('notices.changed', ({ notices }) =>
      notices.some(({ text }) => text.includes('was killed')),
    );
    const { leftovers } = await rig.api.call('leftovers.list', {});
    const ours = leftovers.filter(({ pid }) => alive.includes(pid));
    expect(ours.map(({ pid }) => pid)).toEqual(alive);
    expect(ours[0]).toMatchObject({
      origin: 'ours',
      commandLine: expect.stringContaining('ignores-shutdown'),
    });
    expect(Math.abs(Date.now() - (ours[0]?.startedAt ?? 0))).toBeLessThan(60_000);
    expect(second.survivors()).toEqual(alive);

    const wrong = `${ours[0]?.pid}.1`;
    expect(await rig.api.call('leftovers.end', { ids: [wrong, `${process.pid}.1`] })).toEqual({
      ended: [],
      alive: [],
    });
    expect(second.survivors()).toEqual(alive);

    const ids = ours.map(({ id }) => id);
    expect(await rig.api.call('leftovers.end', { ids })).toEqual({ ended: ids, alive: [] });
    expect(second.survivors()).toEqual([]);
    // The notice goes with its reason, unless something else on this machine is a leftover too.
    const { notices } = await rig.api.call('host.snapshot', {});
    const others = (await rig.api.call('leftovers.list', {})).leftovers.filter(
      ({ origin }) => origin === 'ours',
    );
    expect(notices.some(({ text }) => text.includes('was killed'))).toBe(others.length > 0);
    expect(
      (await rig.api.call('leftovers.list', {})).leftovers.filter(({ pid }) => alive.includes(pid)),
    ).toEqual([]);
  },
);

test.runIf(isLinux)('servers of a living host are nobody’s leftovers', async () => {
  const dataDir = folder();
  await using second = await startSecondHost({ dataDir, transient: { one: faulty('healthy') } }, ['one']);
  await using rig = await createRig({ mine: faulty('healthy') });
  await rig.api.call('server.start', { server: 'mine' });
  const { leftovers } = await rig.api.call('leftovers.list', {});
  const spared = [...second.survivors(), process.pid];
  expect(leftovers.filter(({ pid }) => spared.includes(pid))).toEqual([]);
  expect(leftovers.filter(({ commandLine }) => commandLine.includes('healthy.ts'))).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});

test.runIf(isLinux)('an orphan that looks like an MCP server is listed on its own', async () => {
  const server = "process.title = 'mcp-server-lost'; setInterval(() => 0, 1e6)";
  const parent = `
    const options = { detached: true, stdio: ['pipe', 'ignore', 'ignore'] };
    const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(server)}], options);
    process.stdout.write(String(child.pid), () => process.exit());`;
  const child = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  const group = await new Promise<number>((resolve) => {
    child.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())));
  });
  try {
    await using rig = await createRig({});
    await expect
      .poll(
        async () =>
          (await rig.api.call('leftovers.list', {})).leftovers.map(({ commandLine, origin }) => [
            commandLine.slice(0, 15),
            origin,
          ]),
        { timeout: 10_000 },
      )
      .toContainEqual(['mcp-server-lost', 'orphan']);
  } finally {
    process.kill(-group, 'SIGKILL');
  }
});

test.runIf(isLinux)('where a tag cannot be read, notes of starts find the same leftover', async () => {
  const database = openMemoryDatabase();
  const started = createStartedProcesses(database, 'darwin');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1e6)'], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  try {
    started.spawned(pid, 'node server.js');
    expect(await findLeftovers(started.list(), 'darwin')).toEqual([]);
    // The host that noted it is gone: its pid is nobody’s, or that of a later process.
    const [note] = started.list();
    if (!note) throw new Error('nothing was noted');
    for (const change of [{ hostPid: 0x3fffff }, { hostStartedAt: note.hostStartedAt - 3_600_000 }]) {
      const found = await findLeftovers([{ ...note, ...change }], 'darwin');
      expect(found).toMatchObject([{ entry: { pid }, origin: 'ours', commandLine: 'node server.js' }]);
    }
    // The pid was reused: it started at another time.
    const reused = { ...note, hostPid: 0x3fffff, startedAt: note.startedAt - 3_600_000 };
    expect(await findLeftovers([reused], 'darwin')).toEqual([]);
    started.exited(pid);
    expect(started.list()).toEqual([]);
  } finally {
    child.kill('SIGKILL');
    database.close();
  }
});

test.runIf(isLinux)(
  'a contained server that ignores everything is gone with its killed host',
  async (context) => {
    if ((await findContainer()) === undefined) context.skip('bubblewrap does not work here');
    const contain = { signalbox: { contain: 'auto' as const } };
    await using second = await startSecondHost(
      {
        dataDir: folder(),
        transient: {
          stubborn: { ...faulty('ignores-shutdown'), ...contain },
          parent: { ...faulty('grandchild-own-session'), ...contain },
        },
      },
      ['stubborn', 'parent'],
    );
    expect(second.survivors().length).toBeGreaterThan(2);
    await second.kill('SIGKILL');
    expect(await goneAfter(() => second.survivors())).toBeLessThan(3000);
  },
);

test.runIf(isLinux)(
  'a contained server works as any other and leaves nothing when it is stopped',
  async (context) => {
    if ((await findContainer()) === undefined) context.skip('bubblewrap does not work here');
    await using rig = await createRig(
      { inside: { ...faulty('grandchild-own-session'), signalbox: { contain: 'auto' } } },
      { allowAll: true },
    );
    await rig.api.call('server.start', { server: 'inside' });
    const { call } = await rig.api.call('call.start', {
      server: 'inside',
      tool: 'echo',
      argumentsJson: '{"text":"hi"}',
    });
    const { result } = await rig.api.call('call.result', { callId: call.id });
    expect(result.content).toEqual([{ type: 'text', text: 'hi' }]);
    await rig.api.call('server.stop', { server: 'inside' });
    const { leftovers } = await rig.api.call('leftovers.list', {});
    expect(leftovers.filter(({ commandLine }) => commandLine.includes('grandchild-own-session'))).toEqual([]);
  },
);
