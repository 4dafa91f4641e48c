import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, initialize, post } from '../testing/http-caller.ts';
import { startOnHttp, type HttpServerProcess } from '../testing/running-server.ts';

const main = fileURLToPath(new URL('../testing/echo-server.ts', import.meta.url));
const paths = ['/mcp', '/sse', '/messages', '/healthz', '/anything'];

describe('a server that asks for no token', () => {
  let server: HttpServerProcess;
  let port: string;
  beforeAll(async () => {
    server = await startOnHttp(main, [
      '--allowed-origin',
      'http://tool.example',
      '--allowed-host',
      'Proxy.Example',
    ]);
    ({ port } = new URL(server.origin));
  });
  afterAll(() => server.stop());

  test('listens on 127.0.0.1 alone', async () => {
    const local = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .filter((line) =>
        line.includes(`:${Number(port).toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`),
      );
    expect(local).toHaveLength(1);
    expect(local[0]).toContain(' 0100007F:');
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.internal === false);
    if (outside === undefined) return;
    const refused = new Promise((resolve) => {
      connect(Number(port), outside.address)
        .once('error', resolve)
        .once('connect', () => resolve('connected'));
    });
    expect(await refused).toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|EINVAL|ENETUNREACH/u) });
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:80',
    '0.0.0.0',
    'user@localhost',
    'localhost:1:2',
  ])('refuses the Host %j on every path', async (host) => {
    for (const path of paths)
      expect((await call(server.origin, path, { headers: { host } })).status).toBe(403);
  });

  test.each([
    'http://evil.example',
    'null',
    'https://localhost',
    'http://localhost:1',
    'http://127.0.0.1',
    'http://tool.example:81',
    'http://tool.example.evil.example',
    'garbage',
    'file://',
  ])('refuses the Origin %j on every path, by every method', async (origin) => {
    for (const path of paths)
      for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE'])
        expect((await call(server.origin, path, { method, headers: { origin } })).status).toBe(403);
  });

  test.each(['localhost', 'LOCALHOST', '127.0.0.1', '[::1]', 'proxy.example'])(
    'accepts the Host %s',
    async (name) => {
      const headers = { host: `${name}:${port}` };
      expect((await call(server.origin, '/healthz', { headers })).status).toBe(200);
    },
  );

  test('lets pages of an allowed origin and of its own address in, and tells the browser so', async () => {
    for (const origin of ['http://tool.example', server.origin]) {
      const preflight = await call(server.origin, '/mcp', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'mcp-session-id',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'mcp-session-id',
        vary: 'origin',
      });
      const answer = await post(server.origin, initialize, { origin });
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': expect.stringContaining('mcp-session-id'),
      });
    }
  });

  test('gives a page without permission no permission to read', async () => {
    const answer = await post(server.origin, initialize, { origin: 'http://evil.example' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each([
    'GET http://[ HTTP/1.1',
    'GET http://me:secret@localhost/mcp HTTP/1.1',
    'TRACE / HTTP/1.1',
    'nonsense',
  ])('answers %j with 400 and lives on', async (line) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of socket.setEncoding('utf8')) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1\.1 400 /u);
    expect((await call(server.origin, '/healthz')).status).toBe(200);
  });

  test('answers /healthz, says where MCP is, and names the right method', async () => {
    const health = await call(server.origin, '/healthz');
    expect(JSON.parse(health.text)).toMatchObject({ status: 'ok' });
    expect((await call(server.origin, '/')).text).toMatch(/MCP is at \/mcp/u);
    for (const [path, method] of [
      ['/sse', 'POST'],
      ['/messages', 'GET'],
      ['/mcp', 'PUT'],
      ['/healthz', 'DELETE'],
    ] as const) {
      const answer = await call(server.origin, path, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toMatch(/GET|POST/u);
    }
  });
});

describe('a server that asks for a token', () => {
  const secret = 'correct horse battery'.replaceAll(' ', '-');
  const folder = mkdtempSync(join(tmpdir(), 'serve-token-'));
  const file = join(folder, 'token');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  let server: HttpServerProcess;
  beforeAll(async () => {
    server = await startOnHttp(main, ['--token-file', file, '--host', '0.0.0.0']);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['the beginning of the token', { authorization: `Bearer ${secret.slice(0, -1)}` }],
    ['the token and more', { authorization: `Bearer ${secret}x` }],
    ['the token in another scheme', { authorization: `Basic ${secret}` }],
    ['an empty token', { authorization: 'Bearer ' }],
  ])('refuses %s on every path but /healthz', async (_kind, headers) => {
    const local = server.origin.replace('0.0.0.0', '127.0.0.1');
    for (const path of ['/mcp', '/sse', '/messages?sessionId=x', `/mcp?access_token=${secret}`]) {
      const answer = await call(local, path, { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/u);
      expect(answer.text).not.toContain(secret);
    }
    expect((await call(local, '/healthz', { headers })).status).toBe(200);
  });

  test('lets the token in, on any address, and never writes it to its log', async () => {
    const local = server.origin.replace('0.0.0.0', '127.0.0.1');
    expect((await post(local, initialize, { authorization: `bearer ${secret}` })).status).toBe(200);
    expect(server.stderr()).not.toContain(secret);
  });
});
