import { expect, test } from 'vitest';
import { createRig, faulty, survivors } from './host-rig.ts';

const echo = { tool: 'echo', argumentsJson: '{"text":"hi"}' };

test('a server that ignores end of input and SIGTERM, and grandchildren in a session of their own, are gone after a stop', async () => {
  await using rig = await createRig({
    stubborn: faulty('ignores-shutdown'),
    parent: faulty('grandchild-own-session'),
    holder: faulty('grandchild-holds-pipes'),
  });
  await Promise.all(
    ['stubborn', 'parent', 'holder'].map((server) => rig.api.call('server.start', { server })),
  );
  expect(survivors().length).toBeGreaterThanOrEqual(5);
  const startedAt = performance.now();
  await Promise.all(
    ['stubborn', 'parent', 'holder'].map((server) => rig.api.call('server.stop', { server })),
  );
  expect(performance.now() - startedAt).toBeLessThan(6000);
  expect(survivors()).toEqual([]);
});

test('a stop during a start ends the start, and nothing is left', async () => {
  await using rig = await createRig({
    mute: { ...faulty('hangs-in-handshake'), signalbox: { era: 'legacy' } },
  });
  const start = rig.api.call('server.start', { server: 'mute' });
  const failed = start.catch((error: unknown) => error);
  await rig.heard(
    'server.changed',
    (event) => event.server.state.phase === 'starting' && event.server.state.step === 'handshake',
  );
  await rig.api.call('server.stop', { server: 'mute' });
  expect(await failed).toMatchObject({ code: 'cancelled' });
  expect(survivors()).toEqual([]);
});

test('closing the host in the middle of a call cancels it and leaves no process', async () => {
  const rig = await createRig({ hung: faulty('hangs-in-call') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'hung' });
  const { call } = await rig.api.call('call.start', { server: 'hung', ...echo });
  const ended = rig.api.call('call.result', { callId: call.id }).catch((error: unknown) => error);
  await rig[Symbol.asyncDispose]();
  expect(await ended).toMatchObject({ code: 'cancelled' });
  expect(survivors()).toEqual([]);
});
