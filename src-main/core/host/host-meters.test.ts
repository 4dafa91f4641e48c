import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRig, faulty } from './host-rig.ts';
import { startMeters, type Metered } from './meters.ts';

test.runIf(process.platform === 'linux')(
  'tells what every running server uses and does, in one event, and keeps it for a chart',
  async () => {
    await using rig = await createRig(
      { parent: faulty('grandchild-own-session'), lone: faulty('healthy'), asleep: faulty('healthy') },
      { allowAll: true },
    );
    await Promise.all(['parent', 'lone'].map((server) => rig.api.call('server.start', { server })));
    await rig.heard('server.metered', ({ meters }) => meters.length === 2);
    const { call } = await rig.api.call('call.start', {
      server: 'lone',
      tool: 'echo',
      argumentsJson: '{"text":"hi"}',
    });
    await rig.api.call('call.result', { callId: call.id });
    const { meters, time } = await rig.heard('server.metered', (event) =>
      event.meters.some((meter) => meter.server === 'lone' && meter.messages > 0),
    );
    expect(Math.abs(Date.now() - time)).toBeLessThan(5000);
    const byName = Object.fromEntries(meters.map((meter) => [meter.server, meter]));
    expect(Object.keys(byName).toSorted()).toEqual(['lone', 'parent']);
    expect(byName['lone']).toMatchObject({ children: 0, restarts: 0 });
    expect(byName['lone']?.memory).toBeGreaterThan(20_000_000);
    expect(byName['lone']?.bytes).toBeGreaterThan(10);
    expect(byName['lone']?.uptime).toBeGreaterThan(1000);
    expect(byName['parent']?.children).toBeGreaterThanOrEqual(1);
    expect(byName['parent']?.messages).toBe(0);
    const { samples } = await rig.api.call('meters.history', { server: 'lone' });
    expect(samples.length).toBeGreaterThanOrEqual(2);
    expect(samples.map((sample) => sample.messages)).toContain(byName['lone']?.messages);
    expect((await rig.api.call('meters.history', { server: 'asleep' })).samples).toEqual([]);
  },
);

/** One running server whose wire a test moves, and trees that count how often they are asked for. */
function fakeMachine(): { wire: { messages: number; bytes: number }; running: Metered[]; samples: number } {
  const wire = { messages: 0, bytes: 0 };
  return { wire, running: [{ server: 'one', pid: 1, runningSince: 0, restarts: 2, wire }], samples: 0 };
}

test('measures rarely while nobody listens, and not at all while nothing runs', async () => {
  const machine = fakeMachine();
  let watched = false;
  const meters = startMeters({
    running: () => machine.running,
    watched: () => watched,
    onMetered: () => undefined,
    every: { watched: 10, unwatched: 100_000 },
    trees: {
      sample() {
        machine.samples += 1;
        return Promise.resolve(new Map());
      },
    },
  });
  await delay(100);
  expect(machine.samples).toBe(0);
  watched = true;
  await expect.poll(() => machine.samples).toBeGreaterThan(2);
  machine.running = [];
  await delay(30);
  const before = machine.samples;
  await delay(50);
  expect(machine.samples).toBe(before);
  meters.close();
});

test('a clock that jumps does not make rates or uptimes negative', async () => {
  const machine = fakeMachine();
  const heard: { messages: number; uptime: number }[] = [];
  const now = Date.now;
  const meters = startMeters({
    running: () => machine.running,
    watched: () => true,
    onMetered(_time, all) {
      heard.push(...all);
      machine.wire.messages += 5;
    },
    every: { watched: 10, unwatched: 10 },
    trees: { sample: () => Promise.resolve(new Map()) },
  });
  try {
    await expect.poll(() => heard.length).toBeGreaterThan(2);
    Date.now = () => now() - 86_400_000;
    const before = heard.length;
    await expect.poll(() => heard.length).toBeGreaterThan(before + 2);
    expect(heard.every(({ messages, uptime }) => messages >= 0 && uptime > 0)).toBe(true);
    expect(heard.at(-1)?.messages).toBeGreaterThan(0);
  } finally {
    Date.now = now;
    meters.close();
  }
});

test('keeps ten minutes and no more', async () => {
  const machine = fakeMachine();
  const now = Date.now;
  let minutes = 0;
  Date.now = () => 1_000_000_000 + minutes * 60_000;
  const meters = startMeters({
    running: () => machine.running,
    watched: () => true,
    onMetered: () => (minutes += 1),
    every: { watched: 5, unwatched: 5 },
    trees: { sample: () => Promise.resolve(new Map()) },
  });
  try {
    await expect.poll(() => minutes).toBeGreaterThan(15);
    const history = meters.history('one');
    expect(history.length).toBe(10);
    meters.forget('one');
    expect(meters.history('one').length).toBeLessThan(2);
  } finally {
    Date.now = now;
    meters.close();
  }
});
