import { expect, test } from 'vitest';
import { createRig, failureOf, faulty, survivors, type HostRig } from './host-rig.ts';

const echo = { tool: 'echo', argumentsJson: '{"text":"hi"}' };

async function callText(rig: HostRig, server: string): Promise<unknown> {
  const { call } = await rig.api.call('call.start', { server, ...echo });
  const { result } = await rig.api.call('call.result', { callId: call.id });
  return result.content[0]?.['text'];
}

async function count(rig: HostRig, filter: { method?: string; server?: string }): Promise<number> {
  return (await rig.api.call('traffic.rows', { filter, from: 0, limit: 0 })).matching;
}

test('a flood of notifications loses nothing, holds the server back, and leaves others and memory alone', async () => {
  await using rig = await createRig(
    { flood: faulty('floods-notifications', '4000'), well: faulty('healthy') },
    { allowAll: true },
  );
  await Promise.all(['flood', 'well'].map((server) => rig.api.call('server.start', { server })));
  const memoryBefore = process.memoryUsage.rss();
  let mostMemory = 0;
  const ticking = setInterval(() => (mostMemory = Math.max(mostMemory, process.memoryUsage.rss())), 10);
  let flooding = true;
  const flood = callText(rig, 'flood').finally(() => (flooding = false));
  const waits: number[] = [];
  while (flooding) {
    const askedAt = performance.now();
    expect(await callText(rig, 'well')).toBe('hi');
    waits.push(performance.now() - askedAt);
  }
  const sent = Number(await flood);
  clearInterval(ticking);
  expect(sent).toBeGreaterThan(10_000);
  expect(await count(rig, { method: 'notifications/message' })).toBe(sent);
  expect((mostMemory - memoryBefore) / 1e6).toBeLessThan(150);
  // Half of the others' calls pass in the middle of it as if it were a busy day, not a standstill.
  expect(waits.length).toBeGreaterThan(10);
  expect(waits.toSorted((a, b) => a - b)[waits.length >> 1]).toBeLessThan(300);
});

test('an answer after a cancel and one after a timeout are late, and hurt nobody', async () => {
  await using rig = await createRig(
    { slow: { ...faulty('late-answers', '600'), signalbox: { callTimeout: 250 } } },
    { allowAll: true },
  );
  await rig.api.call('server.start', { server: 'slow' });
  expect(await failureOf(rig.api, 'slow')).toMatchObject({ code: 'call-timeout' });
  const { call } = await rig.api.call('call.start', { server: 'slow', ...echo, timeout: 5000 });
  await expect.poll(async () => count(rig, { method: 'tools/call' })).toBeGreaterThanOrEqual(2);
  await rig.api.call('call.cancel', { callId: call.id });
  await expect(rig.api.call('call.result', { callId: call.id })).rejects.toMatchObject({ code: 'cancelled' });
  const late = async (): Promise<number> =>
    (await rig.rows('response')).filter((row) => row.flags.includes('late')).length;
  await expect.poll(late, { timeout: 5000 }).toBe(2);
  const patient = await rig.api.call('call.start', { server: 'slow', ...echo, timeout: 5000 });
  const { result } = await rig.api.call('call.result', { callId: patient.call.id });
  expect(result.content[0]?.['text']).toBe('at last');
});

test('a storm of requests from the server is refused one by one, and the host stays usable', async () => {
  await using rig = await createRig(
    { storm: faulty('asks-too-much', '3000'), well: faulty('healthy') },
    { allowAll: true },
  );
  await Promise.all(['storm', 'well'].map((server) => rig.api.call('server.start', { server })));
  const storm = callText(rig, 'storm');
  expect(await callText(rig, 'well')).toBe('hi');
  expect(await storm).toBe('refused 3000');
  expect(await count(rig, { method: 'no/such/method' })).toBe(6000);
  const { rows } = await rig.api.call('traffic.rows', {
    filter: { method: 'no/such/method', kinds: ['response'] },
    from: 0,
    limit: 1,
  });
  const { text } = await rig.api.call('traffic.record', { seq: rows[0]?.seq ?? 0, textLimit: 1000 });
  expect(text).toContain('-32601');
});

test('a server that closes its input or its output is said to, and its calls do not hang', async () => {
  await using rig = await createRig(
    { deaf: faulty('closes-stdin'), mute: faulty('closes-stdout') },
    { allowAll: true },
  );
  await rig.api.call('server.start', { server: 'mute' });
  expect((await failureOf(rig.api, 'mute')).took).toBeLessThan(3000);
  await expect
    .poll(
      async () =>
        (await rig.rows('lifecycle')).filter((row) => row.summary.includes('closed its stdout')).length,
    )
    .toBe(1);
  // It closes its input at the first line: there never is a handshake.
  await expect(rig.api.call('server.start', { server: 'deaf' })).rejects.toBeDefined();
  await Promise.all(['deaf', 'mute'].map((server) => rig.api.call('server.stop', { server })));
  expect(survivors()).toEqual([]);
});

test('a server that stops reading costs a bounded queue and a plain failure', async () => {
  await using rig = await createRig({ full: faulty('stops-reading') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'full' });
  const large = JSON.stringify({ text: 'x'.repeat(6_000_000) });
  const calls = await Promise.all(
    Array.from({ length: 4 }, () =>
      rig.api.call('call.start', { server: 'full', tool: 'echo', argumentsJson: large, timeout: 3000 }),
    ),
  );
  const ends = await Promise.allSettled(
    calls.map(({ call }) => rig.api.call('call.result', { callId: call.id })),
  );
  const codes = ends.map((end) => (end.status === 'rejected' ? Reflect.get(end.reason, 'code') : 'answered'));
  expect(codes).toContain('stopped-reading');
  expect(codes).not.toContain('answered');
  await rig.api.call('server.stop', { server: 'full' });
  expect(survivors()).toEqual([]);
});

test('100 MB of binary on stderr neither block nor fill the host', async () => {
  await using rig = await createRig({ loud: faulty('floods-stderr', '100') }, { allowAll: true });
  const before = process.memoryUsage.rss();
  await rig.api.call('server.start', { server: 'loud' });
  expect(await callText(rig, 'loud')).toBe('hi');
  expect((process.memoryUsage.rss() - before) / 1e6).toBeLessThan(250);
  const { rows } = await rig.api.call('traffic.rows', {
    filter: { kinds: ['stderr'] },
    from: 0,
    limit: 1000,
  });
  expect(rows.length).toBeGreaterThan(0);
});
