import type { Diagnosis } from '#contract/doctor.ts';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createRig, failureOf, faulty, installed, type HostRig } from './host-rig.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** One of the servers that come with the product, from its source. */
function own(name: string): ServerDefinition {
  return { command: process.execPath, args: [join(root, 'src-servers', name, 'main.ts')], cwd: root };
}

async function examined(rig: HostRig): Promise<Diagnosis & { codes: string[] }> {
  const diagnosis = await rig.api.call('doctor.examine', { server: 'it' });
  return { ...diagnosis, codes: diagnosis.findings.map(({ code, severity }) => `${severity} ${code}`) };
}

test('a port that another program has is named, with how to see who has it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  await using rig = await createRig({ it: faulty('needs-port', port) });
  await expect(rig.api.call('server.start', { server: 'it' })).rejects.toMatchObject({
    code: 'exited-at-start',
  });
  const { codes, findings } = await examined(rig);
  other.close();
  expect(codes).toEqual(['error port-in-use']);
  expect(findings[0]?.fixes[0]?.text).toContain(`lsof -i :${port}`);
});

test('one crash that was mended by a restart is a warning; stopping it by hand forgets it', async () => {
  await using rig = await createRig({ it: faulty('crashes-in-call') }, { allowAll: true, autostart: true });
  await rig.heard('server.changed', ({ server }) => server.state.phase === 'running');
  await failureOf(rig.api, 'it');
  await rig.heard(
    'server.changed',
    ({ server }) => server.restarts === 1 && server.state.phase === 'running',
  );
  const { codes, healthy, findings } = await examined(rig);
  expect([codes, healthy]).toEqual([['warning exited-while-running'], true]);
  expect(findings[0]?.evidence).toContain('panic: the tool fell over');
  await rig.api.call('server.restart', { server: 'it' });
  expect((await examined(rig)).codes).toEqual([]);
});

test('a server that crashes again and again is said to, once', async () => {
  await using rig = await createRig({ it: faulty('crashes-after-start', '1000') }, { autostart: true });
  await rig.heard(
    'server.changed',
    ({ server }) => server.state.phase === 'failed' && server.state.error.code === 'crash-loop',
  );
  const { codes, findings } = await examined(rig);
  expect(codes).toEqual(['error crash-loop']);
  expect(findings[0]?.evidence).toContain('boom');
}, 60_000);

test('an answer after its time is late, not missing; one after a cancel is only mentioned', async () => {
  const slow = { ...faulty('late-answers', '700'), signalbox: { callTimeout: 300 } };
  await using rig = await createRig({ it: slow }, { allowAll: true });
  await rig.api.call('server.start', { server: 'it' });
  const lateOnes = async (count: number): Promise<void> => {
    const late = async (): Promise<number> =>
      (await rig.rows('response')).filter(({ flags }) => flags.includes('late')).length;
    await expect.poll(late, { timeout: 5000 }).toBe(count);
  };
  await failureOf(rig.api, 'it');
  await lateOnes(1);
  const { codes, findings } = await examined(rig);
  expect(codes).toEqual(['warning late-response']);
  expect(findings[0]?.fixes[0]?.edit).toEqual({ signalbox: { callTimeout: 900 } });

  await rig.api.call('server.restart', { server: 'it' });
  const { call } = await rig.api.call('call.start', {
    server: 'it',
    tool: 'echo',
    argumentsJson: '{"text":"x"}',
  });
  await expect
    .poll(async () => (await rig.rows('request')).filter((row) => row.method === 'tools/call').length)
    .toBe(2);
  await rig.api.call('call.cancel', { callId: call.id });
  await lateOnes(2);
  expect((await examined(rig)).codes).toEqual(['info late-response']);
});

test('a stopped server is looked at without being started', async () => {
  await using rig = await createRig({ it: { command: 'no-such-command-anywhere' } });
  const { codes, server } = await examined(rig);
  expect([codes, server.phase]).toEqual([['error command-not-found'], 'stopped']);
  expect(await rig.rows('lifecycle')).toEqual([]);
});

test('secrets of the definition are in no report', async () => {
  const secret = 'sk-test-0123456789abcdef0123456789';
  const definition = faulty('exits-at-start', '1', 'no luck', '--token', secret);
  await using rig = await createRig({ it: { ...definition, env: { API_TOKEN: secret } } });
  await rig.api.call('server.start', { server: 'it' }).catch(() => undefined);
  const report = JSON.stringify(await examined(rig));
  expect(report).toContain('API_TOKEN');
  expect(report).not.toContain(secret);
});

test('an unknown server is a failure, not a finding', async () => {
  await using rig = await createRig({});
  await expect(examined(rig)).rejects.toMatchObject({ code: 'unknown-server' });
});

describe('a healthy server has no finding', () => {
  test.each([
    ['system-monitor', own('system-monitor')],
    ['file-searcher', own('file-searcher')],
    ['server-everything', installed('@modelcontextprotocol/server-everything/dist/index.js')],
    ['server-filesystem', installed('@modelcontextprotocol/server-filesystem/dist/index.js', root)],
    ['server-memory', installed('@modelcontextprotocol/server-memory/dist/index.js')],
    [
      'server-sequential-thinking',
      installed('@modelcontextprotocol/server-sequential-thinking/dist/index.js'),
    ],
    ['playwright', installed('@playwright/mcp/cli.js')],
    ['context7', installed('@upstash/context7-mcp/dist/index.js')],
    ['minimal', faulty('healthy')],
    ['of the new era', faulty('modern-asks-back', 'well')],
    ['that dies of the probe', faulty('dies-on-discover')],
    ['that talks much on stderr', faulty('floods-stderr', '1')],
    ['whose characters come in pieces', faulty('splits-characters')],
  ])('%s', async (_name, definition) => {
    await using rig = await createRig({ it: definition }, { allowAll: true });
    await rig.api.call('server.start', { server: 'it' });
    const { tools } = await rig.api.call('server.inventory', { server: 'it' });
    if (tools.some(({ name }) => name === 'echo')) {
      const asked = { server: 'it', tool: 'echo', argumentsJson: '{"text":"hi","message":"hi"}' };
      const { call } = await rig.api.call('call.start', asked);
      await rig.api.call('call.result', { callId: call.id });
    }
    const { findings, healthy, server } = await examined(rig);
    expect(findings).toEqual([]);
    expect([healthy, server.tools.count]).toEqual([true, tools.length]);
  });
});
