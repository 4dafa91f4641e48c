import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRig, faulty, installed } from './host-rig.ts';

const filesystem = installed('@modelcontextprotocol/server-filesystem/dist/index.js', import.meta.dirname);
const context7 = installed('@upstash/context7-mcp/dist/index.js');

test('finds out by itself which era a server speaks', async () => {
  await using rig = await createRig({ filesystem, context7 });
  await Promise.all(['filesystem', 'context7'].map((server) => rig.api.call('server.start', { server })));
  const { servers } = await rig.api.call('host.snapshot', {});
  const eras = servers.map(({ name, state }) => [
    name,
    state.phase === 'running' && state.facts.protocolVersion,
  ]);
  expect(Object.fromEntries(eras)).toEqual({ filesystem: '2025-11-25', context7: '2026-07-28' });
});

test('speaks the era it is told to, and says so when the server does not', async () => {
  await using rig = await createRig({
    old: { ...context7, signalbox: { era: 'legacy' } },
    impossible: { ...filesystem, signalbox: { era: 'modern' } },
  });
  await rig.api.call('server.start', { server: 'old' });
  const { servers } = await rig.api.call('host.snapshot', {});
  expect(servers[0]?.state).toMatchObject({ phase: 'running', facts: { era: 'legacy' } });
  await expect(rig.api.call('server.start', { server: 'impossible' })).rejects.toMatchObject({
    code: expect.stringMatching(/protocol-error|version-mismatch|handshake-failed/),
  });
});

test('adds, edits, duplicates, disables and removes a server, and the file keeps its comments', async () => {
  await using rig = await createRig({});
  writeFileSync(join(rig.dataDir, 'servers.json'), '{\n  // mine\n  "mcpServers": {},\n  "other": 1\n}\n');
  await using again = await rig.reopen({ transient: {} });
  const { api } = again;
  await api.call('server.add', { name: 'one', definition: filesystem, start: true });
  await again.heard(
    'server.changed',
    (event) => event.server.name === 'one' && event.server.state.phase === 'running',
  );
  await expect(
    api.call('server.add', { name: 'one', definition: filesystem, start: false }),
  ).rejects.toMatchObject({
    code: 'name-taken',
  });
  const { name } = await api.call('server.duplicate', { server: 'one' });
  await api.call('server.edit', { server: name, name: 'two', definition: faulty('healthy') });
  await api.call('server.enable', { server: 'two', enabled: false });
  const { servers } = await api.call('host.snapshot', {});
  expect(servers.map((server) => [server.name, server.enabled])).toEqual([
    ['one', true],
    ['two', false],
  ]);
  const { definition } = await api.call('server.remove', { server: 'one' });
  expect(definition).toMatchObject(filesystem);
  const text = readFileSync(join(again.dataDir, 'servers.json'), 'utf8');
  expect(text).toContain('// mine');
  expect(text).toContain('"other": 1');
});

test('reads further files but never writes them, and says where a bad one is wrong', async () => {
  await using rig = await createRig({});
  const folder = join(rig.dataDir, 'configs');
  mkdirSync(folder);
  const good = join(folder, 'good.json');
  writeFileSync(good, JSON.stringify({ mcpServers: { given: faulty('healthy') } }));
  await using again = await rig.reopen({ configFiles: [good], transient: {} });
  const { servers } = await again.api.call('host.snapshot', {});
  expect(servers).toEqual([expect.objectContaining({ name: 'given', source: 'file' })]);
  await expect(again.api.call('server.remove', { server: 'given' })).rejects.toBeDefined();
  rmSync(folder, { recursive: true });
});

test('a missing variable is named, and nothing is started', async () => {
  const definition = { ...faulty('healthy'), env: { KEY: '${NO_SUCH_VARIABLE_HERE}' } };
  await using rig = await createRig({ needy: definition });
  await expect(rig.api.call('server.start', { server: 'needy' })).rejects.toMatchObject({
    code: 'missing-variable',
    message: expect.stringContaining('NO_SUCH_VARIABLE_HERE'),
  });
  expect(await rig.rows('lifecycle')).toEqual([]);
});

test('a command that was changed in the file behind our back is shown and not started by itself', async () => {
  await using rig = await createRig({}, { autostart: true });
  await rig.api.call('server.add', { name: 'notes', definition: faulty('healthy'), start: true });
  await rig.heard('server.changed', (event) => event.server.state.phase === 'running');
  const file = join(rig.dataDir, 'servers.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('healthy.ts', 'prints-text.ts'));
  await using again = await rig.reopen({ transient: {} });
  const { servers } = await again.api.call('host.snapshot', {});
  expect(servers[0]?.state).toMatchObject({
    phase: 'failed',
    error: { code: 'definition-changed', message: expect.stringMatching(/healthy\.ts.*prints-text\.ts/s) },
  });
  expect((await again.rows('lifecycle')).filter((row) => row.summary.includes('prints-text'))).toEqual([]);
  await again.api.call('server.start', { server: 'notes' });
  await again.heard('server.changed', (event) => event.server.state.phase === 'running');
});

test('an address where nobody listens is said to be unreachable', async () => {
  await using rig = await createRig({ gone: { url: 'http://127.0.0.1:1/mcp' } });
  await expect(rig.api.call('server.start', { server: 'gone' })).rejects.toMatchObject({
    code: 'unreachable',
  });
});
