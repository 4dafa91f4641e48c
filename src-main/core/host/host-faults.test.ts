import { expect, test } from 'vitest';
import { createRig, failureOf, faulty, survivors } from './host-rig.ts';

const echo = { tool: 'echo', argumentsJson: '{"text":"hi"}' };

test('a command that does not exist names the command, and the server’s state says so too', async () => {
  await using rig = await createRig({ ghost: { command: 'no-such-command-anywhere' } });
  await expect(rig.api.call('server.start', { server: 'ghost' })).rejects.toMatchObject({
    code: 'command-not-found',
    message: expect.stringContaining('no-such-command-anywhere'),
  });
  const { servers } = await rig.api.call('host.snapshot', {});
  expect(servers[0]?.state).toMatchObject({ phase: 'failed', error: { code: 'command-not-found' } });
  expect((await rig.rows('lifecycle')).map((row) => row.summary)).toEqual([
    expect.stringContaining('no-such-command'),
  ]);
});

test('a folder that does not exist and a script that does not exist are told apart', async () => {
  await using rig = await createRig({
    nowhere: { command: process.execPath, cwd: '/no/such/folder' },
    scriptless: { command: process.execPath, args: ['/no/such/script.js'] },
  });
  await expect(rig.api.call('server.start', { server: 'nowhere' })).rejects.toMatchObject({
    code: 'bad-working-directory',
  });
  await expect(rig.api.call('server.start', { server: 'scriptless' })).rejects.toMatchObject({
    code: 'script-not-found',
  });
});

test('a server that exits at start gives its code, its last words and what they mean', async () => {
  const words = "Error: Cannot find module 'express'";
  await using rig = await createRig({ early: faulty('exits-at-start', '7', words) });
  await expect(rig.api.call('server.start', { server: 'early' })).rejects.toMatchObject({
    code: 'exited-at-start',
    message: expect.stringMatching(/code 7.*module express/s),
    evidence: [words],
  });
  const { servers } = await rig.api.call('host.snapshot', {});
  expect(servers[0]?.state).toMatchObject({ phase: 'failed', exit: { code: 7, signal: null } });
});

test('a server killed by a signal is said to be, by name', async () => {
  await using rig = await createRig({ shot: faulty('killed-by-signal', 'SIGSEGV') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'shot' });
  expect(await failureOf(rig.api, 'shot')).toMatchObject({
    code: 'server-exited',
    message: expect.stringContaining('SIGSEGV'),
  });
});

test('a server that hangs in its handshake is ended after the time it has', async () => {
  await using rig = await createRig({
    mute: { ...faulty('hangs-in-handshake'), signalbox: { handshakeTimeout: 600, era: 'legacy' } },
  });
  await expect(rig.api.call('server.start', { server: 'mute' })).rejects.toMatchObject({
    code: 'handshake-timeout',
  });
  expect(survivors()).toEqual([]);
});

test('a call that hangs ends at its own time, is cancelled on the wire, and disturbs nobody', async () => {
  await using rig = await createRig(
    { hung: { ...faulty('hangs-in-call'), signalbox: { callTimeout: 300 } }, well: faulty('healthy') },
    { allowAll: true },
  );
  await Promise.all(['hung', 'well'].map((server) => rig.api.call('server.start', { server })));
  const hung = failureOf(rig.api, 'hung');
  const { call } = await rig.api.call('call.start', { server: 'well', ...echo });
  const { result } = await rig.api.call('call.result', { callId: call.id });
  expect(result.content).toEqual([{ type: 'text', text: 'hi' }]);
  expect(await hung).toMatchObject({ code: 'call-timeout' });
  const sent = (await rig.rows('notification')).map((row) => `${row.server} ${row.method}`);
  expect(sent).toContain('hung notifications/cancelled');
});

test('a crash inside a call fails that call at once with code and stderr; it is never repeated', async () => {
  await using rig = await createRig(
    { fragile: faulty('crashes-in-call') },
    { allowAll: true, autostart: true },
  );
  await rig.heard('server.changed', (event) => event.server.state.phase === 'running');
  const failure = await failureOf(rig.api, 'fragile');
  expect(failure).toMatchObject({
    code: 'server-exited',
    message: expect.stringContaining('code 3'),
    evidence: ['panic: the tool fell over'],
  });
  // It comes back by itself, and the call is not sent again.
  await rig.heard(
    'server.changed',
    (event) => event.server.restarts === 1 && event.server.state.phase === 'running',
  );
  const calls = (await rig.rows('request')).filter((row) => row.method === 'tools/call');
  expect(calls).toHaveLength(1);
  expect(calls[0]?.status).toBe('lost');
});

test('a server that cannot start is tried again once, then left, and the processor rests', async () => {
  await using rig = await createRig({ early: faulty('exits-at-start', '1') }, { autostart: true });
  await rig.heard(
    'server.changed',
    (event) =>
      event.server.restarts === 1 &&
      event.server.state.phase === 'failed' &&
      event.server.state.retryAt === undefined,
  );
  const before = (await rig.rows('lifecycle')).length;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect((await rig.rows('lifecycle')).length).toBe(before);
});

test('text on stdout is a row of its own with its exact bytes, and the traffic goes on', async () => {
  await using rig = await createRig({ chatty: faulty('prints-text') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'chatty' });
  const { call } = await rig.api.call('call.start', { server: 'chatty', ...echo });
  await rig.api.call('call.result', { callId: call.id });
  const noise = await rig.rows('noise');
  expect(noise).toHaveLength(2);
  const record = await rig.api.call('traffic.record', { seq: noise[0]?.seq ?? 0, textLimit: 1000 });
  expect(record.text).toBe('Server listening on stdio…');
});

test('text in front of an answer on the same line fails the call at once and is flagged', async () => {
  await using rig = await createRig({ rude: faulty('text-before-message') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'rude' });
  expect(await failureOf(rig.api, 'rude')).toMatchObject({ code: 'invalid-message' });
  expect((await rig.rows('noise')).some((row) => row.flags.includes('text-before-message'))).toBe(true);
});

test('text that never gets its newline is shown, and the call fails instead of hanging', async () => {
  await using rig = await createRig({ rude: faulty('text-before-message', 'only') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'rude' });
  const failure = await failureOf(rig.api, 'rude');
  expect(failure.code).toBe('invalid-message');
  const noise = await rig.rows('noise');
  expect(noise.at(-1)?.summary).toContain('Loading model...');
});

test('CRLF, blank lines and a byte-order mark are accepted and flagged', async () => {
  await using rig = await createRig({ odd: faulty('odd-line-endings') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'odd' });
  const { call } = await rig.api.call('call.start', { server: 'odd', ...echo });
  const { result } = await rig.api.call('call.result', { callId: call.id });
  expect(result.content).toEqual([{ type: 'text', text: 'hi' }]);
  const flags = new Set((await rig.rows()).flatMap((row) => row.flags));
  expect([...flags]).toEqual(expect.arrayContaining(['carriage-return', 'blank-line', 'byte-order-mark']));
});

test('a half line at the end is kept as incomplete and the call fails', async () => {
  await using rig = await createRig({ torn: faulty('partial-line-then-exit') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'torn' });
  expect(await failureOf(rig.api, 'torn')).toMatchObject({ code: 'server-exited' });
  expect((await rig.rows('noise')).at(-1)).toMatchObject({ flags: ['truncated'], size: 28 });
});

test('an answer of 11 MB is delivered', async () => {
  await using rig = await createRig({ big: faulty('big-line', '11') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'big' });
  const { call } = await rig.api.call('call.start', { server: 'big', ...echo });
  const { call: ended } = await rig.api.call('call.result', { callId: call.id });
  expect(ended.state).toMatchObject({ phase: 'done' });
  expect(ended.state.phase === 'done' && ended.state.size).toBeGreaterThan(11_000_000);
});

test('an answer of 100 MB is clipped, the call fails, the server lives and this thread never stalls for long', async () => {
  await using rig = await createRig({ big: faulty('big-line', '100') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'big' });
  let last = performance.now();
  let longest = 0;
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  expect(await failureOf(rig.api, 'big')).toMatchObject({ code: 'message-too-large' });
  clearInterval(ticking);
  expect(longest).toBeLessThan(300);
  expect((await rig.rows()).find((row) => row.flags.includes('too-large'))?.size).toBeGreaterThan(
    100_000_000,
  );
  const { servers } = await rig.api.call('host.snapshot', {});
  expect(servers[0]?.state.phase).toBe('running');
});

test('JSON nested 200,000 deep is kept raw and fails the call', async () => {
  await using rig = await createRig({ deep: faulty('deep-json', '200000') }, { allowAll: true });
  await rig.api.call('server.start', { server: 'deep' });
  expect(await failureOf(rig.api, 'deep')).toMatchObject({ code: 'message-too-deep' });
});

test('answers that break JSON-RPC are flagged, each in its own way', async () => {
  const expected = {
    unknown: 'unknown-id',
    duplicate: 'duplicate-id',
    string: 'wrong-id-type',
    null: 'null-id',
  };
  const servers = Object.fromEntries(Object.keys(expected).map((kind) => [kind, faulty('wrong-ids', kind)]));
  await using rig = await createRig(servers, { allowAll: true });
  for (const [kind, flag] of Object.entries(expected)) {
    await rig.api.call('server.start', { server: kind });
    const { call } = await rig.api.call('call.start', { server: kind, ...echo });
    await rig.api.call('call.result', { callId: call.id });
    // A second answer may come after the call has ended with the first.
    const flags = async (): Promise<string[]> =>
      (await rig.rows()).filter((row) => row.server === kind).flatMap((row) => row.flags);
    await expect.poll(flags).toContain(flag);
  }
});

test('result and error together, and a missing jsonrpc, fail the call at once', async () => {
  const kinds = { both: 'result-and-error', 'no-jsonrpc': 'no-jsonrpc' };
  const servers = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, faulty('wrong-ids', kind)]));
  await using rig = await createRig(servers, { allowAll: true });
  for (const [kind, flag] of Object.entries(kinds)) {
    await rig.api.call('server.start', { server: kind });
    expect(await failureOf(rig.api, kind)).toMatchObject({ code: 'invalid-message' });
    expect((await rig.rows('invalid')).flatMap((row) => row.flags)).toContain(flag);
  }
});

test('a server that dies of the probe is started again and spoken to in the older era', async () => {
  await using rig = await createRig({ old: faulty('dies-on-discover') });
  await rig.api.call('server.start', { server: 'old' });
  const { servers } = await rig.api.call('host.snapshot', {});
  expect(servers[0]?.state).toMatchObject({ phase: 'running', facts: { era: 'legacy' } });
  // The verdict is remembered: the next start spares the probe.
  await rig.api.call('server.restart', { server: 'old' });
  const probes = (await rig.rows('request')).filter((row) => row.method === 'server/discover');
  expect(probes).toHaveLength(1);
});
