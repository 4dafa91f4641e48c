import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { modernParams, RawPeer } from '../serve/testing/raw-peer.ts';
import { runToEnd } from '../serve/testing/running-server.ts';
import { startStubborn } from '../serve/testing/stubborn.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
describe('the handshake', () => {
  test.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])(
    'agrees on revision %s',
    async (version) => {
      await using peer = new RawPeer([main]);
      const { result } = await peer.initialize(version);
      expect(result).toMatchObject({ protocolVersion: version, serverInfo: { name: 'SystemMonitor' } });
      expect(await peer.end()).toBe(0);
    },
  );

  test('answers a client of the future with a revision it knows', async () => {
    await using peer = new RawPeer([main]);
    const { result } = await peer.initialize('2999-01-01');
    expect(result).toMatchObject({ protocolVersion: '2025-11-25' });
  });

  test('serves revision 2026-07-28 without a handshake, and announces to a listen stream', async () => {
    await using peer = new RawPeer([main]);
    const discovered = await peer.request('server/discover', modernParams());
    expect(discovered.result).toMatchObject({ supportedVersions: ['2026-07-28'] });
    const called = await peer.request('tools/call', modernParams({ name: 'get_metrics', arguments: {} }));
    expect(called.result).toMatchObject({ structuredContent: { cpu: {} } });
    const filter = { resourceSubscriptions: ['system://metrics/history'] };
    peer.send({
      id: 'stream',
      method: 'subscriptions/listen',
      params: modernParams({ notifications: filter }),
    });
    await peer.waitFor(({ method }) => method === 'notifications/subscriptions/acknowledged');
    const updated = await peer.waitFor(({ method }) => method === 'notifications/resources/updated');
    expect(updated.params).toMatchObject({ uri: 'system://metrics/history' });
    expect(await peer.end()).toBe(0);
  });
});

describe('the end', () => {
  test('comes by itself when the input ends, with exit code 0 and nothing unanswered', async () => {
    const lines = [
      {
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
      },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/call', params: { name: 'list_processes', arguments: { limit: 1 } } },
    ];
    const input = lines.map((line) => JSON.stringify({ jsonrpc: '2.0', ...line })).join('\n');
    const { code, stdout } = await runToEnd([main], input);
    expect(code).toBe(0);
    const ids = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id?: number }).id);
    expect(ids.filter((id) => id !== undefined)).toEqual([1, 2]);
  });

  test('does not wait for a call that takes long', async () => {
    await using peer = new RawPeer([main]);
    await peer.initialize();
    using stubborn = await startStubborn();
    peer.send({
      id: 9,
      method: 'tools/call',
      params: { name: 'terminate_process', arguments: { pid: stubborn.pid, wait_seconds: 60 } },
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = performance.now();
    expect(await peer.end()).toBe(0);
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('comes at %s with exit code 0', async (signal) => {
    await using peer = new RawPeer([main]);
    await peer.initialize();
    peer.child.kill(signal);
    const [code] = await once(peer.child, 'close');
    expect(code).toBe(0);
  });

  test('comes when nobody reads its output any more', async () => {
    await using peer = new RawPeer([main]);
    await peer.initialize();
    peer.child.stdout.destroy();
    for (const id of [7, 8, 9]) peer.send({ id, method: 'tools/list', params: {} });
    const [code, signal] = await once(peer.child, 'exit');
    expect([code, signal]).toEqual([0, null]);
  });
});

describe('a broken line', () => {
  test.each([
    ['that is not JSON', '{"jsonrpc":"2.0","id":5', -32_700, null],
    ['that is JSON but no message', '{"id":5,"hello":true}', -32_600, 5],
    ['with an id of the wrong type', '{"jsonrpc":"2.0","id":{},"method":"ping"}', -32_600, null],
  ])('%s is answered with an error, and the conversation goes on', async (_kind, line, code, id) => {
    await using peer = new RawPeer([main]);
    await peer.initialize();
    peer.sendText(`${line}\r\n\r\n\n`);
    const answer = await peer.waitFor((message) => message.error !== undefined);
    expect(answer).toMatchObject({ id, error: { code } });
    expect((await peer.request('ping')).result).toEqual({});
  });

  test('of 20 MB is dropped as it arrives, and said', async () => {
    await using peer = new RawPeer([main]);
    await peer.initialize();
    peer.sendText(`"${'x'.repeat(20 * 1024 * 1024)}"\n`);
    const answer = await peer.waitFor((message) => message.error !== undefined);
    expect(answer.error?.message).toMatch(/20971522 bytes is too long/u);
    expect((await peer.request('ping')).result).toEqual({});
  });

  test('cut inside a character, with CRLF and a byte-order mark, is whole again', async () => {
    await using peer = new RawPeer([main]);
    await peer.initialize();
    const bytes = Buffer.from('\uFEFF{"jsonrpc":"2.0","id":"ü","method":"ping"}\r\n');
    const half = bytes.indexOf(0xc3) + 1;
    peer.child.stdin.write(bytes.subarray(0, half));
    await new Promise((resolve) => setTimeout(resolve, 50));
    peer.child.stdin.write(bytes.subarray(half));
    expect((await peer.waitFor(({ id }) => id === 'ü')).result).toEqual({});
  });
});

describe('a batch', () => {
  const batch = JSON.stringify([
    { jsonrpc: '2.0', id: 'a', method: 'ping' },
    { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'unknown' } },
    { id: 'broken' },
    {
      jsonrpc: '2.0',
      id: 'b',
      method: 'tools/call',
      params: { name: 'list_processes', arguments: { limit: 1 } },
    },
  ]);

  test('is answered as one array in revision 2025-03-26, which knows batches', async () => {
    await using peer = new RawPeer([main]);
    await peer.initialize('2025-03-26');
    peer.sendText(`${batch}\n`);
    await expect
      .poll(() => peer.lines.find((line) => line.startsWith('[')), { timeout: 10_000 })
      .toBeDefined();
    const answers = JSON.parse(peer.lines.find((line) => line.startsWith('[')) ?? '') as { id: string }[];
    expect(answers.map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'broken']);
    expect(answers.find(({ id }) => id === 'broken')).toMatchObject({ error: { code: -32_600 } });
    expect(await peer.end()).toBe(0);
  });

  test('is refused in every other revision', async () => {
    await using peer = new RawPeer([main]);
    await peer.initialize('2025-11-25');
    peer.sendText(`${batch}\n`);
    const answer = await peer.waitFor((message) => message.error !== undefined);
    expect(answer).toMatchObject({ id: null, error: { code: -32_600 } });
  });
});
