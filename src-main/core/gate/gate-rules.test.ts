import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SqlDatabase } from './sql-database.ts';
import { createRig, type GateRig } from './gate-rig.ts';

let rig: GateRig;
beforeEach(() => {
  rig = createRig();
});
afterEach(() => rig[Symbol.dispose]());

/** A database of which the n-th write fails as on a full disk. */
function failingAt(n: number, real: DatabaseSync): { db: SqlDatabase; writes: () => number } {
  let writes = 0;
  const count = (sql: string): void => {
    if (!/^\s*(INSERT|UPDATE|DELETE|BEGIN|COMMIT)/i.test(sql)) return;
    writes += 1;
    if (writes === n) throw new Error('database or disk is full');
  };
  const db: SqlDatabase = {
    exec(sql) {
      count(sql);
      real.exec(sql);
    },
    prepare(sql) {
      const statement = real.prepare(sql);
      const counted =
        <T, V extends unknown[]>(work: (...values: V) => T) =>
        (...values: V): T => {
          count(sql);
          return work(...values);
        };
      return {
        run: counted((...values) => statement.run(...values)),
        get: counted((...values) => statement.get(...values)),
        all: (...values) => statement.all(...values),
      };
    },
    close: () => real.close(),
  };
  return { db, writes: () => writes };
}

test('Always allow is on the disk before it takes effect', async () => {
  let seen: unknown;
  const gate = rig.makeGate({
    onGrantsChanged() {
      using other = new DatabaseSync(rig.path, { readOnly: true });
      seen = other
        .prepare('SELECT tool, state FROM grants')
        .all()
        .map((row) => ({ ...row }));
    },
  });
  await rig.allow(gate, 'allow-always');
  expect(seen).toEqual([{ tool: 'echo', state: 'active' }]);
});

test('the audit holds the call before the permit is given, so that kill -9 cannot hide it', async () => {
  const gate = rig.makeGate({ allowAll: true });
  const permit = gate.ask(rig.request());
  using other = new DatabaseSync(rig.path, { readOnly: true });
  expect(other.prepare('SELECT count(*) AS n FROM audit').get()).toEqual(expect.objectContaining({ n: 1 }));
  await permit;
});

test('an always rule lets the same tool pass in the next run, a session rule does not', async () => {
  const first = rig.makeGate();
  await rig.allow(first, 'allow-always');
  await rig.allow(first, 'allow-session', { tool: { name: 'other', inputSchema: {} } });
  expect(first.grants().map(({ tool, scope }) => `${tool} ${scope}`)).toEqual([
    'echo always',
    'other session',
  ]);
  first.close();
  const second = rig.makeGate();
  expect(second.grants().map(({ tool }) => tool)).toEqual(['echo']);
  const [grant] = second.grants();
  await expect(second.ask(rig.request())).resolves.toMatchObject({
    verdict: { outcome: 'allowed', by: 'rule', grant: grant?.id },
  });
  expect(second.audit(1)[0]).toMatchObject({ reason: 'rule', grant: grant?.id });
});

test.each([
  ['another server', { server: 'demo2' }],
  ['another tool', { tool: { name: 'echo2', inputSchema: {} } }],
  [
    'a look-alike name',
    { tool: { name: 'еcho', description: 'Says it back', inputSchema: { type: 'object' } } },
  ],
])('a rule does not reach %s', async (_, more) => {
  const gate = rig.makeGate({ canAsk: true });
  await rig.allow(gate, 'allow-always');
  const call = gate.ask(rig.request(more));
  expect(gate.pending()).toHaveLength(1);
  gate.close();
  await expect(call).rejects.toMatchObject({ code: 'denied' });
  expect(gate.grants()[0]?.state).toBe('active');
});

test('a rule just made answers the same question where it already waits, and no other', async () => {
  const gate = rig.makeGate();
  const same = gate.ask(rig.request());
  const other = gate.ask(rig.request({ server: 'demo2' }));
  await rig.allow(gate, 'allow-session');
  await expect(same).resolves.toMatchObject({ verdict: { by: 'rule' } });
  expect(gate.pending().map(({ server }) => server)).toEqual(['demo2']);
  gate.close();
  await expect(other).rejects.toBeDefined();
});

test.each(['allow-session', 'allow-always'] as const)(
  'what %s made is revoked at once, also while a call waits',
  async (decision) => {
    const gate = rig.makeGate();
    await rig.allow(gate, decision);
    const waiting = gate.ask(rig.request({ server: 'demo2' }));
    const [grant] = gate.grants();
    gate.revoke(grant?.id ?? '');
    expect(rig.announced.at(-1)).toEqual([]);
    const again = gate.ask(rig.request());
    expect(gate.pending()).toHaveLength(2);
    gate.close();
    expect((await Promise.allSettled([waiting, again])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(() => gate.revoke(grant?.id ?? '')).toThrow(expect.objectContaining({ code: 'unknown-rule' }));
    expect(rig.makeGate().grants()).toEqual([]);
  },
);

test('what another process makes and revokes is noticed', async () => {
  const [window, cli] = [rig.makeGate(), rig.makeGate({ canAsk: false })];
  await rig.allow(window, 'allow-always');
  await expect(cli.ask(rig.request())).resolves.toMatchObject({ verdict: { by: 'rule' } });
  const [grant] = cli.grants();
  cli.revoke(grant?.id ?? '');
  // Rules are looked at again after 25 ms.
  await new Promise((resolve) => setTimeout(resolve, 30));
  const call = window.ask(rig.request());
  expect(window.pending()).toHaveLength(1);
  expect(window.grants()).toEqual([]);
  window.close();
  await expect(call).rejects.toBeDefined();
});

test('uses are counted, shown at once, and there after the next start', async () => {
  const gate = rig.makeGate();
  await rig.allow(gate, 'allow-always');
  for (let i = 0; i < 3; i += 1) await gate.ask(rig.request());
  expect(gate.grants()[0]).toMatchObject({ uses: 3, lastUsedAt: rig.clock });
  gate.close();
  expect(rig.makeGate().grants()[0]).toMatchObject({ uses: 3, lastUsedAt: rig.clock });
});

test('ending the session of one server ends its session rules only', async () => {
  const gate = rig.makeGate();
  await rig.allow(gate, 'allow-session');
  await rig.allow(gate, 'allow-session', { server: 'demo2' });
  await rig.allow(gate, 'allow-always', { tool: { name: 'kept', inputSchema: {} } });
  gate.endSession('demo');
  expect(gate.grants().map(({ server, tool }) => `${server} ${tool}`)).toEqual(['demo2 echo', 'demo kept']);
});

describe('a full disk', () => {
  test('at the n-th write of an Always allow, for every n: the call waits on, there is no rule, and it can be decided again', async () => {
    let n = 1;
    for (; ; n += 1) {
      const real = rig.open();
      rig.makeGate({}, real);
      const failing = failingAt(n, real);
      const gate = rig.makeGate({}, failing.db);
      const call = gate.ask(rig.request({ tool: { name: `tool-${n}`, inputSchema: {} } }));
      rig.later();
      let failure: unknown;
      try {
        gate.decide(rig.lastId(), 'allow-always');
      } catch (error) {
        failure = error;
      }
      if (failing.writes() < n) {
        await call;
        break;
      }
      expect(failure).toMatchObject({ code: 'storage-failed' });
      expect(gate.pending()).toHaveLength(1);
      expect(gate.grants().filter(({ tool }) => tool === `tool-${n}`)).toEqual([]);
      // With room again the same decision holds, and others can write.
      gate.decide(rig.lastId(), 'allow-always');
      await call;
      expect(
        rig
          .makeGate()
          .grants()
          .filter(({ tool }) => tool === `tool-${n}`),
      ).toHaveLength(1);
    }
    expect(n).toBeGreaterThan(5);
  });

  test('a call that a rule would let pass is not sent when the audit cannot say so', async () => {
    const real = rig.open();
    await rig.allow(rig.makeGate({}, real), 'allow-always');
    const gate = rig.makeGate({}, failingAt(1, real).db);
    await expect(gate.ask(rig.request())).rejects.toMatchObject({ code: 'storage-failed' });
  });

  test('a rule that cannot be removed from the disk is off all the same', async () => {
    const real = rig.open();
    await rig.allow(rig.makeGate({}, real), 'allow-always');
    const gate = rig.makeGate({ canAsk: false }, failingAt(1, real).db);
    expect(() => gate.revoke(gate.grants()[0]?.id ?? '')).toThrow(
      expect.objectContaining({ code: 'storage-failed' }),
    );
    // Another process writes: the rules are read anew.
    rig.open().exec('UPDATE grants SET uses = 1');
    await expect(gate.ask(rig.request())).rejects.toMatchObject({ code: 'approval-required' });
  });
});

test('a rule survives the kill of the process right after it was announced', () => {
  const rigModule = JSON.stringify(new URL('./gate.ts', import.meta.url).href);
  const script = `
    const { DatabaseSync } = await import('node:sqlite');
    const { createGate } = await import(${rigModule});
    const db = new DatabaseSync(${JSON.stringify(rig.path)});
    db.exec('PRAGMA journal_mode = WAL');
    let time = 0, id;
    const gate = createGate(db, { canAsk: true, allowAll: false, now: () => (time += 1000), onAsked: (a) => { id = a.id; },
      onSettled() {}, onGrantsChanged() { process.kill(process.pid, 'SIGKILL'); } });
    const tool = { name: 'echo', description: 'Says it back', inputSchema: { type: 'object' } };
    void gate.ask({ callId: 'c', server: 'demo', launchFingerprint: 'launch-1', tool, argumentsJson: '{}', caller: 'window',
      signal: new AbortController().signal, currentTool: () => tool });
    gate.decide(id, 'allow-always');`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
  });
  expect({ signal: child.signal, stderr: String(child.stderr) }).toEqual({ signal: 'SIGKILL', stderr: '' });
  const gate = rig.makeGate();
  expect(gate.grants()).toEqual([expect.objectContaining({ tool: 'echo', state: 'active' })]);
  expect(gate.audit(1)).toEqual([expect.objectContaining({ decision: 'allow-always', outcome: 'allowed' })]);
});

test('the rules of a newer Signalbox are not touched', () => {
  const db = rig.open();
  rig.makeGate({}, db);
  db.exec('PRAGMA user_version = 99');
  expect(() => rig.makeGate()).toThrow(expect.objectContaining({ code: 'storage-failed' }));
});

test('very long arguments are clipped in the audit, not in the permit', async () => {
  const gate = rig.makeGate({ allowAll: true });
  const argumentsJson = JSON.stringify({ text: 'x'.repeat(1_000_000) });
  const permit = await gate.ask(rig.request({ argumentsJson }));
  expect(permit.argumentsJson).toBe(argumentsJson);
  expect(gate.audit(1)[0]?.argumentsJson).toMatch(/… \(1000011 characters in all\)$/);
});
