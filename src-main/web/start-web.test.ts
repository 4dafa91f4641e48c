import { connectHost } from '#contract/connect-host.ts';
import { jsonWire } from '#contract/json-wire.ts';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createSmallHost } from './small-host.ts';
import { socketChannel } from './socket-channel.ts';
import { startWeb, type WebShell } from './start-web.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-web-'));
const host = createSmallHost({
  'host.describe': () => ({
    product: 'Signalbox',
    version: '1',
    shell: 'web',
    platform: 'linux',
    node: '24',
    dataDir: '/d',
    canReveal: false,
    canOpenLinks: false,
  }),
});
const problems: string[] = [];
let shell: WebShell;
let token: string;
let cookie: string;

beforeAll(async () => {
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer', 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">APP');
  writeFileSync(join(folder, 'renderer', 'assets', 'main-1.js'), 'app()');
  writeFileSync(join(folder, 'renderer', 'assets', 'odd.bin'), 'not served');
  writeFileSync(join(folder, 'secret.txt'), 'SECRET');
  shell = await startWeb(
    { as: () => host },
    {
      port: 0,
      rendererDir: join(folder, 'renderer'),
      onProblem: (problem) => problems.push(problem.message),
    },
  );
  token = new URL(shell.url).hash.replace('#token=', '');
  const answer = await ask('POST', '/session', {}, token);
  cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(async () => {
  await shell.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function ask(method: string, path: string, headers: OutgoingHttpHeaders = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: shell.port, method, path, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => (text += String(chunk)));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** The status of a refused upgrade, or `open`. */
function upgrade(headers: Record<string, string>, path = '/wire'): Promise<number | 'open'> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${shell.port}${path}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

const own = (): string => `http://127.0.0.1:${shell.port}`;

describe('the web shell on HTTP', () => {
  it('gives the window only to who has the cookie', async () => {
    const stranger = await ask('GET', '/');
    expect(stranger.status).toBe(200);
    expect(stranger.body).not.toContain('APP');
    expect(stranger.body).not.toContain(token);
    expect((await ask('GET', '/assets/main-1.js')).status).toBe(401);
    expect((await ask('GET', '/index.html')).status).toBe(401);
    expect((await ask('GET', '/session')).status).toBe(401);

    expect((await ask('GET', '/', { cookie })).body).toContain('APP');
    expect((await ask('GET', '/assets/main-1.js', { cookie })).body).toBe('app()');
    expect((await ask('GET', '/session', { cookie })).status).toBe(204);
  });

  it('exchanges the token, and nothing but the token, for a cookie that scripts cannot read', async () => {
    const right = await ask('POST', '/session', { origin: own() }, token);
    expect(right.status).toBe(204);
    expect(String(right.headers['set-cookie'])).toMatch(
      new RegExp(`^signalbox-${shell.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(String(right.headers['set-cookie'])).not.toContain(token);
    const wrongOnes = ['', 'x', token.slice(0, -1), `${token}x`, randomBytes(32).toString('base64url')];
    for (const wrong of wrongOnes) {
      const answer = await ask('POST', '/session', {}, wrong);
      expect([answer.status, answer.headers['set-cookie']]).toEqual([401, undefined]);
    }
    expect((await ask('POST', '/session', {}, 'x'.repeat(5000))).status).toBe(413);
  });

  it.each([
    ['Host', { host: 'evil.example' }],
    ['Host with the right port', { host: 'evil.example:1' }],
    ['Origin', { origin: 'http://evil.example' }],
    ['opaque Origin', { origin: 'null' }],
    ['Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('refuses a foreign %s, with the cookie and with the token', async (_name, headers) => {
    expect((await ask('GET', '/', { cookie, ...headers })).status).toBe(403);
    expect((await ask('GET', '/session', { cookie, ...headers })).status).toBe(403);
    const exchange = await ask('POST', '/session', headers, token);
    expect([exchange.status, exchange.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('sends the strict headers with a nonce that is new for every response', async () => {
    const one = await ask('GET', '/', { cookie });
    const two = await ask('GET', '/', { cookie });
    const nonce = /content="([^"]+)"/.exec(one.body)?.[1] ?? '';
    expect(nonce).toHaveLength(24);
    expect(one.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(two.body).not.toContain(nonce);
    for (const answer of [
      one,
      await ask('GET', '/assets/main-1.js'),
      await ask('GET', '/nothing', { cookie }),
    ]) {
      expect(answer.headers).toMatchObject({
        'content-security-policy': expect.stringContaining("require-trusted-types-for 'script'"),
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/odd.bin',
    '//etc/passwd',
    '/__proto__',
    '/\\..\\secret.txt',
  ])('has no file outside its list: %s', async (path) => {
    const answer = await ask('GET', path, { cookie });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('SECRET');
  });

  it('answers no other method', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await ask(method, '/', { cookie })).status).toBe(405);
      expect((await ask(method, '/session', { cookie })).status).toBe(405);
    }
  });

  it('listens on 127.0.0.1 only', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => address.address !== '127.0.0.1' && !address.address.startsWith('fe80'))
      .map((address) => address.address);
    for (const address of ['127.0.0.2', ...others]) {
      const reached = await new Promise((resolve) => {
        const socket = connect({ host: address, port: shell.port, timeout: 1000 });
        const settle = (value: boolean): void => {
          socket.destroy();
          resolve(value);
        };
        socket.on('connect', () => settle(true));
        socket.on('error', () => settle(false));
        socket.on('timeout', () => settle(false));
      });
      expect([address, reached]).toEqual([address, false]);
    }
  });
});

describe('the web shell on the WebSocket', () => {
  it('opens for the cookie from our own page', async () => {
    expect(await upgrade({ cookie, origin: own() })).toBe('open');
  });

  it('refuses everyone else', async () => {
    expect(await upgrade({ origin: own() })).toBe(401);
    expect(await upgrade({ cookie: `signalbox-${shell.port}=wrong`, origin: own() })).toBe(401);
    expect(await upgrade({ cookie: `signalbox-${shell.port}=${token}`, origin: own() })).toBe(401);
    expect(await upgrade({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await upgrade({ cookie, origin: 'null' })).toBe(403);
    expect(await upgrade({ cookie, origin: own(), host: 'evil.example' })).toBe(403);
    expect(await upgrade({ cookie, origin: own() }, '/other')).toBe(404);
  });

  it('carries the host to several windows at once, and to the others when one is closed', async () => {
    const windows = await Promise.all([
      socketChannel(shell.port, cookie),
      socketChannel(shell.port, cookie),
      socketChannel(shell.port, cookie),
    ]);
    const apis = windows.map((channel) => connectHost(jsonWire(channel)));
    for (const api of apis) expect((await api.call('host.describe', {})).shell).toBe('web');
    apis[0]?.close();
    expect((await apis[1]?.call('host.describe', {}))?.product).toBe('Signalbox');
    const heard: number[] = [];
    apis[2]?.listen((batch) => heard.push(batch.seq));
    host.announce({ seq: 9, events: [] });
    await apis[2]?.call('host.describe', {});
    expect(heard).toEqual([9]);
    for (const api of apis) api.close();
  });

  it('survives text that is no JSON, binary and broken frames', async () => {
    const channel = await socketChannel(shell.port, cookie);
    channel.send('{');
    const api = connectHost(jsonWire(channel));
    expect((await api.call('host.describe', {})).shell).toBe('web');
    expect(problems.join()).toContain('no call');
    api.close();
    const socket = new WebSocket(`ws://127.0.0.1:${shell.port}/wire`, { headers: { cookie, origin: own() } });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(Buffer.from([1, 2, 3]));
    const code = await new Promise((resolve) => socket.once('close', resolve));
    expect(code).toBe(1003);
    expect((await ask('GET', '/session', { cookie })).status).toBe(204);
  });
});
