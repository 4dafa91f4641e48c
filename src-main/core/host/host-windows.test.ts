import { connectHost, type HostConnection } from '#contract/connect-host.ts';
import type { HostEvent } from '#contract/host-contract.ts';
import { serveHost } from '#contract/serve-host.ts';
import type { Wire } from '#contract/wire.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createRig, faulty, type HostRig } from './host-rig.ts';

function wireOver(port: MessagePort): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}

/** A window: what it heard, and the means to close it as a crash would. */
function openWindow(rig: HostRig): { api: HostConnection; heard: HostEvent[]; crash(): void } {
  const { port1, port2 } = new MessageChannel();
  serveHost(wireOver(port1), rig.host.as('window'), { onProblem: () => undefined });
  const api = connectHost(wireOver(port2));
  const heard: HostEvent[] = [];
  api.listen((batch) => heard.push(...batch.events));
  return { api, heard, crash: () => port2.close() };
}

test('a call and a prompt outlive the window that asked, and the next window finds each once', async () => {
  await using rig = await createRig({ well: faulty('healthy') });
  const first = openWindow(rig);
  await first.api.call('server.start', { server: 'well' });
  const running = await first.api.call('call.start', {
    server: 'well',
    tool: 'sleep',
    argumentsJson: '{"ms":1500}',
  });
  await expect.poll(() => first.heard.some((event) => event.type === 'approval.asked')).toBe(true);
  const { approvals } = await first.api.call('host.snapshot', {});
  await delay(530);
  await first.api.call('approval.decide', { id: approvals[0]?.id ?? '', decision: 'allow-once' });
  const waiting = await first.api.call('call.start', {
    server: 'well',
    tool: 'echo',
    argumentsJson: '{"text":"x"}',
  });
  const result = first.api.call('call.result', { callId: running.call.id }).catch((error: unknown) => error);
  await expect
    .poll(async () => (await first.api.call('host.snapshot', {})).approvals.map((asked) => asked.callId))
    .toEqual([waiting.call.id]);
  first.crash();
  expect(await result).toMatchObject({ code: 'connection-lost' });

  const second = openWindow(rig);
  const snapshot = await second.api.call('host.snapshot', {});
  expect(snapshot.approvals.map((asked) => asked.callId)).toEqual([waiting.call.id]);
  expect(snapshot.calls.map((call) => call.id)).toEqual([waiting.call.id, running.call.id]);
  const late = await second.api.call('call.result', { callId: running.call.id });
  expect(late.result.content[0]?.['text']).toBe('slept');
  await second.api.call('approval.decide', { id: snapshot.approvals[0]?.id ?? '', decision: 'deny' });
  await expect(second.api.call('call.result', { callId: waiting.call.id })).rejects.toMatchObject({
    code: 'denied',
  });
  const sent = (await rig.rows('request')).filter((row) => row.method === 'tools/call');
  expect(sent).toHaveLength(1);
  second.crash();
});

test('a window that is paused for a while asks for what it missed and gets all of it', async () => {
  await using rig = await createRig({ well: faulty('healthy') });
  const window = openWindow(rig);
  const { seq } = await window.api.call('host.snapshot', {});
  await rig.api.call('server.start', { server: 'well' });
  await delay(50);
  const { missed, batch } = await window.api.call('host.since', { seq });
  expect(missed).toBe(false);
  expect(batch.events).toContainEqual(
    expect.objectContaining({ type: 'server.changed', server: expect.objectContaining({ name: 'well' }) }),
  );
  window.crash();
});
