import { once } from 'node:events';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, initialize, openSession, post } from '../testing/http-caller.ts';
import { modernParams } from '../testing/raw-peer.ts';
import { startOnHttp, type HttpServerProcess } from '../testing/running-server.ts';

const main = fileURLToPath(new URL('../testing/echo-server.ts', import.meta.url));
/** Keeps a session in use: a stream for news, open when this resolves. */
const openStream = async (origin: string, session: Record<string, string>): Promise<void> => {
  const headers = { accept: 'text/event-stream', ...session };
  const stream = get(`${origin}/mcp`, { headers, agent: false });
  await once(stream, 'response');
  // The server ends it in its own time.
  stream.on('error', () => undefined);
};
const say = (text: string, afterMs = 0): object => ({
  id: text,
  method: 'tools/call',
  params: { name: 'say', arguments: { text, afterMs } },
});

describe('on /mcp', () => {
  let server: HttpServerProcess;
  beforeAll(async () => {
    server = await startOnHttp(main, ['--greeting', 'Hello ']);
  });
  afterAll(() => server.stop());

  test('a session is opened by initialize, used by its id and ended by DELETE', async () => {
    const session = { 'mcp-session-id': await openSession(server.origin) };
    expect((await post(server.origin, say('you'), session)).text).toContain('Hello you (legacy, http)');
    expect((await call(server.origin, '/mcp', { method: 'DELETE', headers: session })).status).toBe(200);
    expect((await post(server.origin, say('again'), session)).status).toBe(404);
  });

  test('a session that does not exist is 404, none at all is 400', async () => {
    expect((await post(server.origin, say('x'), { 'mcp-session-id': crypto.randomUUID() })).status).toBe(404);
    expect((await post(server.origin, say('x'))).status).toBe(400);
    expect((await call(server.origin, '/mcp', { headers: { accept: 'text/event-stream' } })).status).toBe(
      400,
    );
  });

  test('the modern era needs no session', async () => {
    const { method, params } = {
      method: 'tools/call',
      params: modernParams({ name: 'say', arguments: { text: 'now' } }),
    };
    const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, 'mcp-name': 'say' };
    const answer = await post(server.origin, { id: 1, method, params }, headers);
    expect(answer.text).toContain('Hello now (modern, http)');
    expect(answer.headers['mcp-session-id']).toBeUndefined();
  });

  test('what one session watches, another does not hear', async () => {
    const [listener, stranger] = [await openSession(server.origin), await openSession(server.origin)];
    const subscribe = { id: 2, method: 'resources/subscribe', params: { uri: 'echo://last' } };
    await post(server.origin, subscribe, { 'mcp-session-id': listener });
    const stream = (id: string): Promise<{ text: string }> =>
      call(server.origin, '/mcp', {
        headers: { accept: 'text/event-stream', 'mcp-session-id': id },
        until: /"(?:notifications\/resources\/updated|tools)"/u,
      });
    const heard = stream(listener);
    let strangerText = '';
    const strangerStream = stream(stranger).then(({ text }) => (strangerText = text));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await post(server.origin, say('news'), { 'mcp-session-id': stranger });
    expect((await heard).text).toContain('echo://last');
    await call(server.origin, '/mcp', { method: 'DELETE', headers: { 'mcp-session-id': stranger } });
    await strangerStream;
    expect(strangerText).not.toContain('echo://last');
  });

  test('a listener counts as a watcher for as long as its stream is open, in both eras', async () => {
    const session = { 'mcp-session-id': await openSession(server.origin) };
    const watched = async (): Promise<string> =>
      (
        await post(
          server.origin,
          { id: 5, method: 'tools/call', params: { name: 'watched', arguments: {} } },
          session,
        )
      ).text;
    const listen = {
      id: 'l',
      method: 'subscriptions/listen',
      params: modernParams({ notifications: { resourceSubscriptions: ['echo://modern'] } }),
    };
    const stream = call(server.origin, '/mcp', {
      method: 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'subscriptions/listen',
      },
      body: JSON.stringify({ jsonrpc: '2.0', ...listen }),
      until: /acknowledged/u,
    });
    await stream;
    await expect.poll(watched, { timeout: 10_000 }).not.toContain('echo://modern');
    await post(
      server.origin,
      { id: 6, method: 'resources/subscribe', params: { uri: 'echo://legacy' } },
      session,
    );
    expect(await watched()).toContain('echo://legacy');
    await post(
      server.origin,
      { id: 7, method: 'resources/unsubscribe', params: { uri: 'echo://legacy' } },
      session,
    );
    expect(await watched()).not.toContain('echo://legacy');
  });

  test('a cancelled call ends its stream without an answer', async () => {
    const session = { 'mcp-session-id': await openSession(server.origin) };
    const running = post(server.origin, say('endless', 60_000), session);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const cancel = { method: 'notifications/cancelled', params: { requestId: 'endless' } };
    expect((await post(server.origin, cancel, session)).status).toBe(202);
    expect((await running).text).not.toContain('endless');
  });

  test.each([
    ['that is no JSON', 'nonsense', {}, 400, '-32700'],
    ['of another type', '{}', { 'content-type': 'text/plain' }, 415, 'application/json'],
    ['of 5 MB', JSON.stringify('x'.repeat(5 * 1024 * 1024)), {}, 413, '4 MiB'],
  ])('a body %s is refused', async (_kind, body, headers, status, text) => {
    const answer = await post(server.origin, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });
});

test('sessions are bounded: one too many is refused until another ends', async () => {
  await using server = await startOnHttp(main, ['--max-sessions', '2']);
  const first = { 'mcp-session-id': await openSession(server.origin) };
  const second = { 'mcp-session-id': await openSession(server.origin) };
  for (const session of [first, second]) await openStream(server.origin, session);
  const refused = await post(server.origin, initialize);
  expect(refused.status).toBe(503);
  expect(refused.headers['retry-after']).toBe('60');
  await call(server.origin, '/mcp', { method: 'DELETE', headers: first });
  expect((await post(server.origin, initialize)).status).toBe(200);
});

test('clients that go away without a word lock nobody out: the session idle longest makes room', async () => {
  await using server = await startOnHttp(main, ['--max-sessions', '2']);
  const first = { 'mcp-session-id': await openSession(server.origin) };
  const second = { 'mcp-session-id': await openSession(server.origin) };
  const third = { 'mcp-session-id': await openSession(server.origin) };
  expect((await post(server.origin, say('x'), first)).status).toBe(404);
  for (const session of [second, third])
    expect((await post(server.origin, say('x'), session)).status).toBe(200);
});

test('old clients are bounded too, and their session ends with their stream', async () => {
  await using server = await startOnHttp(main, ['--max-sessions', '1']);
  const stream = call(server.origin, '/sse', { until: /"pong-never"/u }).catch(() => undefined);
  await expect
    .poll(async () => (await call(server.origin, '/healthz')).text, { timeout: 10_000 })
    .toContain('"sessions":1');
  expect((await call(server.origin, '/sse')).status).toBe(503);
  const { text } = await call(server.origin, '/healthz');
  expect(text).toContain('"sessions":1');
  const lost = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  expect((await call(server.origin, '/messages?sessionId=guess', lost)).status).toBe(404);
  await server.stop();
  await stream;
});

test('at SIGTERM a running call is answered, nothing new is taken, and the service is closed', async () => {
  const server = await startOnHttp(main);
  const session = { 'mcp-session-id': await openSession(server.origin) };
  const modern = modernParams({ name: 'say', arguments: { text: 'slow', afterMs: 600 } });
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'say' };
  const running = post(server.origin, { id: 'slow', method: 'tools/call', params: modern }, headers);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const exited = once(server.child, 'exit');
  server.child.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect(post(server.origin, say('late'), session)).rejects.toThrow(
    /ECONNREFUSED|socket hang up|ECONNRESET/u,
  );
  expect((await running).text).toContain('slow (modern, http)');
  expect(await exited).toEqual([0, null]);
  expect(server.stderr()).toContain('closed its service');
});
