import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRig, decideNext, faulty, survivors, type HostRig } from './host-rig.ts';

const echo = { tool: 'echo', argumentsJson: '{"text":"hi"}' };
const isLinux = process.platform === 'linux';

async function phaseOf(rig: HostRig, name: string): Promise<string | undefined> {
  const { servers } = await rig.api.call('host.snapshot', {});
  return servers.find((server) => server.name === name)?.state.phase;
}

test('a crash loop backs off, is visible, gives up with the evidence, and can be started by hand again', async () => {
  await using rig = await createRig({ loop: faulty('crashes-after-start', '100') }, { autostart: true });
  const { server } = await rig.heard(
    'server.changed',
    (event) => event.server.state.phase === 'failed' && event.server.state.error.code === 'crash-loop',
  );
  expect(server.state).toMatchObject({ error: { evidence: ['boom'] } });
  expect(server.restarts).toBe(4);
  // The first restart is at once; its state is gone again before a batch of events is sent.
  const waits = rig.events.flatMap((event) =>
    event.type === 'server.changed' && event.server.state.phase === 'failed' && event.server.state.retryAt
      ? [event.server.state.retryAt - event.server.state.since].filter((wait) => wait > 100)
      : [],
  );
  expect(waits.map((wait) => 2 ** Math.round(Math.log2(wait / 1000)))).toEqual([1, 2, 4]);
  const used = process.cpuUsage();
  const rows = (await rig.rows('lifecycle')).length;
  await delay(1500);
  const { user, system } = process.cpuUsage(used);
  expect((user + system) / 1000).toBeLessThan(300);
  expect((await rig.rows('lifecycle')).length).toBe(rows);
  await rig.api.call('server.start', { server: 'loop' });
  expect(await phaseOf(rig, 'loop')).not.toBe('stopped');
}, 30_000);

test.runIf(isLinux)(
  'thirty restarts cost no descriptor, no zombie and no listener',
  async () => {
    await using rig = await createRig({ one: faulty('healthy') }, { allowAll: true });
    const restart = async (times: number): Promise<void> => {
      for (let at = 0; at < times; at += 1) await rig.api.call('server.restart', { server: 'one' });
    };
    const measure = (): { fds: number; zombies: number; listeners: number } => ({
      fds: readdirSync('/proc/self/fd').length,
      zombies: zombieChildren(),
      listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    });
    await restart(5);
    const before = measure();
    await restart(30);
    const after = measure();
    expect(Math.abs(after.fds - before.fds)).toBeLessThanOrEqual(2);
    expect(after.zombies).toBe(0);
    expect(after.listeners).toBe(before.listeners);
    expect(survivors()).toHaveLength(1);
  },
  60_000,
);

test('fifty servers that ignore everything are stopped in six seconds, and the quit is bounded', async () => {
  const names = Array.from({ length: 50 }, (_, at) => `server-${at}`);
  const rig = await createRig(
    Object.fromEntries(
      names.map((name, at) => [name, faulty(at % 5 === 0 ? 'ignores-shutdown' : 'healthy')]),
    ),
  );
  await Promise.all(names.map((server) => rig.api.call('server.start', { server })));
  if (isLinux) expect(survivors()).toHaveLength(50);
  const startedAt = performance.now();
  await rig[Symbol.asyncDispose]();
  // Measured at four to five seconds on an idle machine.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(survivors()).toEqual([]);
}, 90_000);

test('a quit denies what waits and cancels what runs or starts, and the audit says so', async () => {
  const rig = await createRig({ well: faulty('healthy'), mute: faulty('hangs-in-handshake') });
  await rig.api.call('server.start', { server: 'well' });
  const start = rig.api.call('server.start', { server: 'mute' }).catch((error: unknown) => error);
  const waiting = await rig.api.call('call.start', { server: 'well', ...echo });
  const running = await rig.api.call('call.start', {
    server: 'well',
    tool: 'sleep',
    argumentsJson: '{"ms":60000}',
  });
  const { approval } = await rig.heard(
    'approval.asked',
    (event) => event.approval.callId === running.call.id,
  );
  await delay(530);
  await rig.api.call('approval.decide', { id: approval.id, decision: 'allow-once' });
  await rig.heard(
    'call.changed',
    ({ call }) => call.id === running.call.id && call.state.phase === 'running',
  );
  const ends = [waiting, running].map(({ call }) =>
    rig.api
      .call('call.result', { callId: call.id })
      .catch((error: unknown) => Reflect.get(Object(error), 'code')),
  );
  await using again = await rig.reopen();
  expect(await Promise.all(ends)).toEqual(['denied', 'cancelled']);
  expect(await start).toMatchObject({ code: 'cancelled' });
  const { entries } = await again.api.call('audit.list', { limit: 10 });
  expect(entries.map(({ tool, outcome, reason }) => `${tool} ${outcome}: ${reason}`).toSorted()).toEqual([
    'echo denied: quit',
    'sleep allowed: person',
  ]);
  expect(survivors()).toEqual([]);
});

test('settings changed while a server starts: the last one wins, with one process', async () => {
  await using rig = await createRig({});
  const slow = { ...faulty('hangs-in-handshake'), signalbox: { era: 'legacy' as const } };
  await rig.api.call('server.add', { name: 'mine', definition: slow, start: true });
  await rig.heard('server.changed', ({ server }) => server.state.phase === 'starting');
  for (const last of ['first', 'second', 'third']) {
    const definition = { ...faulty('healthy'), env: { WHICH: last } };
    await rig.api.call('server.edit', { server: 'mine', name: 'mine', definition });
  }
  await expect.poll(() => phaseOf(rig, 'mine'), { timeout: 15_000 }).toBe('running');
  await delay(300);
  if (isLinux) expect(survivors()).toHaveLength(1);
  const { definition } = await rig.api.call('server.definition', { server: 'mine' });
  expect(definition).toMatchObject({ env: { WHICH: 'third' } });
  const spawned = (await rig.rows('lifecycle')).filter((row) => row.summary.includes('healthy.ts'));
  expect(spawned.length).toBeGreaterThan(0);
});

test('many starts, stops and restarts at once end with what was asked last and one process', async () => {
  await using rig = await createRig({ mine: faulty('healthy') });
  const orders = ['server.start', 'server.restart', 'server.stop', 'server.restart', 'server.start'] as const;
  await Promise.allSettled(
    Array.from({ length: 20 }, (_, at) =>
      rig.api.call(orders[at % orders.length] ?? 'server.start', { server: 'mine' }),
    ),
  );
  await rig.api.call('server.restart', { server: 'mine' });
  expect(await phaseOf(rig, 'mine')).toBe('running');
  if (isLinux) expect(survivors()).toHaveLength(1);
  await rig.api.call('server.stop', { server: 'mine' });
  expect(survivors()).toEqual([]);
}, 30_000);

test('a clock that jumps restarts nothing and gives no negative duration', async () => {
  await using rig = await createRig({ well: faulty('healthy') }, { autostart: true });
  await rig.heard('server.changed', ({ server }) => server.state.phase === 'running');
  const now = Date.now;
  try {
    for (const jump of [-86_400_000, 86_400_000]) {
      Date.now = () => now() + jump;
      const { call } = await rig.api.call('call.start', { server: 'well', ...echo });
      await decideNextOf(rig, call.id);
      const { call: ended } = await rig.api.call('call.result', { callId: call.id });
      expect(ended.state.phase === 'done' && ended.state.took).toBeGreaterThanOrEqual(0);
    }
  } finally {
    Date.now = now;
  }
  const { servers } = await rig.api.call('host.snapshot', {});
  expect(servers[0]).toMatchObject({ restarts: 0, state: { phase: 'running' } });
  const latencies = (await rig.rows('response')).map((row) => row.latency ?? 0);
  expect(latencies.every((latency) => latency >= 0 && latency < 60_000)).toBe(true);
});

async function decideNextOf(rig: HostRig, callId: string): Promise<void> {
  const { approval } = await rig.heard('approval.asked', (event) => event.approval.callId === callId);
  await delay(530);
  await rig.api
    .call('approval.decide', { id: approval.id, decision: 'allow-once' })
    .catch(() => decideNext(rig, 'allow-once'));
}

function zombieChildren(): number {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isZombieOfOurs(name)).length;
}

function isZombieOfOurs(pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' && Number(ppid) === process.pid;
  } catch {
    return false;
  }
}
