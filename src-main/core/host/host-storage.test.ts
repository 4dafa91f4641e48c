import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRig, faulty, survivors } from './host-rig.ts';
import { startSecondHost } from './second-host.ts';

const echo = { server: 'well', tool: 'echo', argumentsJson: '{"text":"hi"}' };
const well = { well: faulty('healthy') };

test('a second host on the same folder works, keeps its traffic in memory, and says so', async () => {
  await using first = await createRig(well, { allowAll: true });
  await first.api.call('server.start', { server: 'well' });
  await using second = await startSecondHost({ dataDir: first.dataDir, transient: well }, ['well'], {
    call: 'well',
  });
  expect(second.notices).toEqual([expect.stringMatching(/in memory only.*process \d+/)]);
  const { call } = await first.api.call('call.start', echo);
  await first.api.call('call.result', { callId: call.id });
  expect(await second.close()).toBe(0);
  // Nothing of the second is in the file of the first, and nothing of the first is torn.
  const calls = (await first.rows()).filter((row) => row.method === 'tools/call');
  expect(calls.map((row) => row.status)).toEqual(['ok', 'ok']);
  await using again = await first.reopen();
  expect((await again.api.call('host.snapshot', {})).notices).toEqual([]);
  expect((await again.rows()).filter((row) => row.method === 'tools/call')).toHaveLength(2);
});

test('a host that only looks reads the traffic of the one that writes, and does not get in its way', async () => {
  await using first = await createRig(well);
  await first.api.call('server.start', { server: 'well' });
  const { api, host } = await createRig({}, { dataDir: first.dataDir, readsTraffic: true, caller: 'cli' });
  const { rows } = await api.call('traffic.rows', { filter: { server: 'well' }, from: 0, limit: 100 });
  expect(rows.map((row) => row.method)).toContain('server/discover');
  await host.close();
  const onlyLooking = await createRig({}, { readsTraffic: true });
  await using window = await createRig(well, { dataDir: onlyLooking.dataDir });
  expect((await window.api.call('host.snapshot', {})).notices).toEqual([]);
  await onlyLooking.host.close();
});

test('what both hosts may change is never torn: grants of two hosts are all there', async () => {
  await using first = await createRig(well);
  await using second = await createRig(well, { dataDir: first.dataDir });
  for (const { api } of [first, second])
    await api.call('settings.change', { layout: { [`${Math.random()}`]: 1 } });
  await first.api.call('settings.change', { theme: 'dark' });
  await using third = await createRig({}, { dataDir: first.dataDir });
  const { settings } = await third.api.call('host.snapshot', {});
  expect(settings.theme).toBe('dark');
  expect(Object.keys(settings.layout)).toHaveLength(2);
});

test.each([
  ['half-written', '{ "version": 1, "theme": "da'],
  ['empty', ''],
  ['wrong', '[1, 2]'],
  ['of a newer version', '{ "version": 99, "theme": "light" }'],
])(
  'a settings file that is %s: the last good copy is used, the bad one kept, and it is said',
  async (_name, bad) => {
    await using rig = await createRig({});
    await rig.api.call('settings.change', { theme: 'light' });
    await rig.api.call('settings.change', { theme: 'dark' });
    const file = join(rig.dataDir, 'settings.json');
    await rig.host.close();
    writeFileSync(file, bad);
    await using again = await createRig({}, { dataDir: rig.dataDir });
    const { settings, notices } = await again.api.call('host.snapshot', {});
    expect(['light', 'dark']).toContain(settings.theme);
    expect(notices.length).toBe(1);
    const kept = readdirSync(rig.dataDir).map((name) => readFileSyncOrNothing(join(rig.dataDir, name)));
    expect(kept).toContain(bad);
  },
);

test('databases that are overwritten with rubbish are set aside, and the host starts', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'signalbox-torn-'));
  for (const name of ['traffic.db', 'signalbox.db'])
    writeFileSync(join(dataDir, name), 'no database at all '.repeat(500));
  await using rig = await createRig(well, { dataDir });
  await rig.api.call('server.start', { server: 'well' });
  const { notices } = await rig.api.call('host.snapshot', {});
  expect(notices).toHaveLength(2);
  expect(readdirSync(dataDir).filter((name) => name.includes('.bad-')).length).toBeGreaterThanOrEqual(2);
});

test('a traffic log that cannot be opened is a notice, not an end', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'signalbox-folder-'));
  mkdirSync(join(dataDir, 'traffic.db'));
  await using rig = await createRig(well, { dataDir, allowAll: true });
  await rig.api.call('server.start', { server: 'well' });
  const { notices } = await rig.api.call('host.snapshot', {});
  expect(notices[0]?.text).toContain('in memory only');
  expect((await rig.rows('response')).length).toBeGreaterThan(0);
});

test.runIf(process.platform === 'linux')(
  'with no descriptor left a start fails plainly, running servers go on, and later starts work',
  async () => {
    await using rig = await createRig(
      { ...well, late: faulty('healthy') },
      { allowAll: true, caller: 'cli' },
    );
    await rig.api.call('server.start', { server: 'well' });
    const held: number[] = [];
    const limit = Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 0);
    if (limit > 200_000) return;
    try {
      for (;;) held.push(openSync('/dev/null', 'r'));
    } catch {
      // Now there is none.
    }
    const failed = await rig.api.call('server.start', { server: 'late' }).catch((error: unknown) => error);
    const { call } = await rig.api.call('call.start', echo);
    const { result } = await rig.api.call('call.result', { callId: call.id });
    for (const file of held) closeSync(file);
    expect(failed).toMatchObject({ code: expect.stringMatching(/spawn-failed|command-not-found/) });
    expect(result.content).toEqual([{ type: 'text', text: 'hi' }]);
    await rig.api.call('server.start', { server: 'late' });
    expect(survivors()).toHaveLength(2);
  },
);

function readFileSyncOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
