import { expect, test } from 'vitest';
import { createRig, decideNext, installed } from './host-rig.ts';

const everything = { everything: installed('@modelcontextprotocol/server-everything/dist/index.js') };
const echo = { server: 'everything', tool: 'echo', argumentsJson: '{ "message": "hi  there" }' };

test('lists everything a real server offers', async () => {
  await using rig = await createRig(everything);
  await rig.api.call('server.start', { server: 'everything' });
  const inventory = await rig.api.call('server.inventory', { server: 'everything' });
  expect(inventory.problems).toEqual([]);
  expect(inventory.tools.map((tool) => tool.name)).toContain('echo');
  expect(inventory.resources.length).toBeGreaterThan(0);
  expect(inventory.resourceTemplates.length).toBeGreaterThan(0);
  expect(inventory.prompts.length).toBeGreaterThan(0);
});

test('asks before a call, sends exactly the approved bytes, and pairs request and answer', async () => {
  await using rig = await createRig(everything);
  await rig.api.call('server.start', { server: 'everything' });
  const { call } = await rig.api.call('call.start', echo);
  await decideNext(rig, 'allow-once');
  const { result, call: ended } = await rig.api.call('call.result', { callId: call.id });
  expect(result.content).toEqual([{ type: 'text', text: 'Echo: hi  there' }]);
  expect(ended.verdict).toEqual({ outcome: 'allowed', by: 'person' });
  expect(ended.state).toMatchObject({ phase: 'done', isError: false });

  const rows = (await rig.rows()).filter((row) => row.method === 'tools/call');
  expect(rows).toHaveLength(2);
  const [request, answer] = rows;
  expect(request).toMatchObject({
    kind: 'request',
    direction: 'out',
    status: 'ok',
    caller: 'window',
    pair: answer?.seq,
  });
  expect(answer).toMatchObject({ kind: 'response', direction: 'in', pair: request?.seq });
  expect(answer?.latency).toBeGreaterThan(0);
  expect(ended.trafficSeq).toBe(request?.seq);
  const sent = await rig.api.call('traffic.record', { seq: request?.seq ?? 0, textLimit: 10_000 });
  expect(sent.text).toContain('"arguments":{"message":"hi  there"}');
});

test('sends nothing when a person says no', async () => {
  await using rig = await createRig(everything);
  await rig.api.call('server.start', { server: 'everything' });
  const { call } = await rig.api.call('call.start', echo);
  await decideNext(rig, 'deny');
  await expect(rig.api.call('call.result', { callId: call.id })).rejects.toMatchObject({ code: 'denied' });
  expect((await rig.rows()).filter((row) => row.method === 'tools/call')).toEqual([]);
  expect((await rig.rows('decision')).map((row) => row.summary)).toEqual([expect.stringContaining('echo')]);
});

test('"always" is asked once, outlives the host, and ends when revoked', async () => {
  await using first = await createRig(everything);
  await first.api.call('server.start', { server: 'everything' });
  const asked = await first.api.call('call.start', echo);
  await decideNext(first, 'allow-always');
  await first.api.call('call.result', { callId: asked.call.id });

  await using second = await first.reopen();
  await second.api.call('server.start', { server: 'everything' });
  const { grants } = await second.api.call('host.snapshot', {});
  expect(grants).toEqual([
    expect.objectContaining({ server: 'everything', tool: 'echo', scope: 'always', state: 'active' }),
  ]);
  const free = await second.api.call('call.start', echo);
  const { call } = await second.api.call('call.result', { callId: free.call.id });
  expect(call.verdict).toMatchObject({ outcome: 'allowed', by: 'rule' });

  await second.api.call('rule.revoke', { id: grants[0]?.id ?? '' });
  const again = await second.api.call('call.start', echo);
  await second.heard('approval.asked', (event) => event.approval.callId === again.call.id);
  await second.api.call('approval.denyAll', { server: 'everything' });
  await expect(second.api.call('call.result', { callId: again.call.id })).rejects.toMatchObject({
    code: 'denied',
  });
});

test('a call without anyone to ask fails and says what to do', async () => {
  await using rig = await createRig(everything, { canAsk: false });
  await rig.api.call('server.start', { server: 'everything' });
  const { call } = await rig.api.call('call.start', echo);
  await expect(rig.api.call('call.result', { callId: call.id })).rejects.toMatchObject({
    code: 'approval-required',
  });
});

test('refuses arguments that are no object, tools that are not listed and servers that do not run', async () => {
  await using rig = await createRig(everything);
  await expect(rig.api.call('call.start', echo)).rejects.toMatchObject({ code: 'server-not-running' });
  await rig.api.call('server.start', { server: 'everything' });
  await expect(rig.api.call('call.start', { ...echo, argumentsJson: '[1]' })).rejects.toMatchObject({
    code: 'invalid-arguments',
  });
  await expect(rig.api.call('call.start', { ...echo, tool: 'constructor' })).rejects.toMatchObject({
    code: 'unknown-tool',
  });
  await expect(rig.api.call('call.start', { ...echo, server: '__proto__' })).rejects.toMatchObject({
    code: 'unknown-server',
  });
});

test('shows progress, and cancels on the wire', async () => {
  await using rig = await createRig(everything, { allowAll: true });
  await rig.api.call('server.start', { server: 'everything' });
  const long = {
    server: 'everything',
    tool: 'trigger-long-running-operation',
    argumentsJson: '{"duration":30,"steps":60}',
  };
  const { call } = await rig.api.call('call.start', long);
  await rig.heard(
    'call.changed',
    (event) => event.call.state.phase === 'running' && (event.call.state.progress ?? 0) >= 1,
  );
  await rig.api.call('call.cancel', { callId: call.id });
  await expect(rig.api.call('call.result', { callId: call.id })).rejects.toMatchObject({ code: 'cancelled' });
  const methods = (await rig.rows('notification')).map((row) => row.method);
  expect(methods).toContain('notifications/cancelled');
});

test('reads resources, gets prompts and completes arguments', async () => {
  await using rig = await createRig(everything);
  await rig.api.call('server.start', { server: 'everything' });
  const { resources } = await rig.api.call('server.inventory', { server: 'everything' });
  const read = await rig.api.call('resource.read', { server: 'everything', uri: resources[0]?.uri ?? '' });
  expect(read.contents).toHaveLength(1);
  const prompt = await rig.api.call('prompt.get', {
    server: 'everything',
    prompt: 'completable-prompt',
    arguments: { department: 'Engineering', name: 'Alice' },
  });
  expect(prompt.messages.length).toBeGreaterThan(0);
  const completion = await rig.api.call('completion.complete', {
    server: 'everything',
    ref: { type: 'ref/prompt', name: 'completable-prompt' },
    argument: { name: 'department', value: 'E' },
  });
  expect(completion.values).toContain('Engineering');
});

test('answers a server’s error with its code and words', async () => {
  await using rig = await createRig(everything);
  await rig.api.call('server.start', { server: 'everything' });
  await expect(
    rig.api.call('resource.read', { server: 'everything', uri: 'nowhere://at/all' }),
  ).rejects.toMatchObject({ code: 'protocol-error', rpc: { code: expect.any(Number) } });
});

test('gives a server the safe environment and its own, and nothing else of ours', async () => {
  process.env['SECRET_OF_THE_HOST'] = 'not for servers';
  await using rig = await createRig(
    { everything: { ...everything.everything, env: { OWN: 'its own' } } },
    { allowAll: true },
  );
  await rig.api.call('server.start', { server: 'everything' });
  const { call } = await rig.api.call('call.start', {
    server: 'everything',
    tool: 'get-env',
    argumentsJson: '{}',
  });
  const { result } = await rig.api.call('call.result', { callId: call.id });
  const environment: unknown = JSON.parse(String(result.content[0]?.['text']));
  const names = Object.keys(environment as object);
  expect(names).toContain('OWN');
  const safe = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER', 'OWN', 'SIGNALBOX_SESSION'];
  expect(names.filter((name) => !safe.includes(name))).toEqual([]);
});

test('a call that is allowed after its server has stopped is not sent, also not by a later start', async () => {
  await using rig = await createRig(everything);
  await rig.api.call('server.start', { server: 'everything' });
  const { call } = await rig.api.call('call.start', echo);
  const { approval } = await rig.heard('approval.asked');
  await rig.api.call('server.stop', { server: 'everything' });
  await new Promise((resolve) => setTimeout(resolve, 550));
  await rig.api.call('approval.decide', { id: approval.id, decision: 'allow-once' }).catch(() => undefined);
  await expect(rig.api.call('call.result', { callId: call.id })).rejects.toMatchObject({
    code: expect.stringMatching(/definition-changed|server-not-running|unknown-tool/),
  });
  expect((await rig.rows('request')).filter((row) => row.method === 'tools/call')).toEqual([]);
});
