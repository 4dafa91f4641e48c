import { describe, expect, it } from 'vitest';
import type { LogRig } from './log-rig.ts';
import { openRig, turn } from './log-rig.ts';
import type { SqlDatabase } from './sql-database.ts';
import type { TrafficLogOptions } from './traffic-log.ts';

/** A database on a disk that is full while `full` is true, or at the n-th write only. */
class FullDisk {
  full = false;
  failAt = Infinity;
  writes = 0;

  wrap = (db: SqlDatabase): SqlDatabase => ({
    exec: (sql) => {
      if (!/ROLLBACK/.test(sql)) this.write();
      return db.exec(sql);
    },
    prepare: (sql) => {
      const statement = db.prepare(sql);
      return {
        run: (...values) => {
          if (sql !== 'ROLLBACK') this.write();
          return statement.run(...values);
        },
        get: (...values) => statement.get(...values),
        all: (...values) => statement.all(...values),
      };
    },
  });

  write(): void {
    this.writes++;
    if (this.full || this.writes === this.failAt) throw new Error('database or disk is full');
  }
}

/** A journal on the same disk. */
function journalOn(disk: FullDisk): NonNullable<TrafficLogOptions['openJournal']> {
  const entries: Uint8Array[] = [];
  return () => ({
    left: [...entries],
    journal: {
      append: (parts) => {
        disk.write();
        entries.push(Buffer.concat(parts));
      },
      clear: () => void entries.splice(0),
      close() {},
    },
  });
}

const note = (rig: LogRig, index: number): number =>
  rig.say('in', { method: 'notifications/message', params: { data: `note ${index}` } });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe.each([false, true])('when the disk is full (with a journal: %s)', (hasJournal) => {
  const journal = (disk: FullDisk): Partial<TrafficLogOptions> =>
    hasJournal ? { openJournal: journalOn(disk), writeAfter: 0 } : {};

  it('says so once, goes on in memory, shows and searches everything, and writes it later', async () => {
    const disk = new FullDisk();
    using rig = openRig({ retryAfter: 10, ...journal(disk) }, disk.wrap);
    for (let index = 1; index <= 10; index++) note(rig, index);
    await turn();
    disk.full = true;
    const asked = rig.say('out', { id: 1, method: 'tools/list' });
    await turn();
    for (let index = 12; index <= 20; index++) {
      note(rig, index);
      await turn();
    }
    rig.say('in', { id: 1, result: { tools: [] } });
    await turn();
    expect(rig.failures).toHaveLength(1);
    expect(rig.failures[0]).toMatchObject({ code: 'storage-failed' });
    expect((await rig.all()).map((row) => row.seq)).toEqual(
      Array.from({ length: 21 }, (_, index) => index + 1),
    );
    expect((await rig.all({ text: 'NOTE 1' })).map((row) => row.seq)).toEqual([
      1, 10, 12, 13, 14, 15, 16, 17, 18, 19,
    ]);
    expect((await rig.log.rows({ text: 'note' }, 8, 4)).rows.map((row) => row.seq)).toEqual([9, 10, 12, 13]);
    expect(rig.row(asked)).toMatchObject({ status: 'ok', pair: 21 });
    expect(rig.log.record(15, 100).text).toContain('note 15');
    expect(rig.appended.at(-1)).toEqual({ lastSeq: 21, count: 21 });

    disk.full = false;
    await until(() => rig.recovered.length > 0);
    expect(rig.recovered).toEqual([0]);
    rig.reopen();
    expect(await rig.all()).toHaveLength(21);
    expect(rig.row(asked)).toMatchObject({ status: 'ok', pair: 21 });
  });

  it('keeps the newest, says exactly how many are lost, and still numbers and scrolls right', async () => {
    const disk = new FullDisk();
    using rig = openRig(
      { retryAfter: 10, memory: { records: 100, bytes: 1_000_000 }, ...journal(disk) },
      disk.wrap,
    );
    for (let index = 1; index <= 50; index++) note(rig, index);
    rig.log.flush();
    disk.full = true;
    for (let index = 51; index <= 1000; index++) {
      note(rig, index);
      if (index % 30 === 0) await turn();
    }
    await turn();
    const { count } = rig.log.position();
    expect(count).toBeLessThanOrEqual(150);
    disk.full = false;
    await until(() => rig.recovered.length > 0);
    expect(rig.recovered).toEqual([1000 - count]);
    for (const again of [false, true]) {
      if (again) rig.reopen();
      const rows = await rig.all();
      expect(rows).toHaveLength(count);
      expect(rows.map((row) => row.seq).slice(0, 50)).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
      expect(rows.at(-1)).toMatchObject({ seq: 1000, summary: ' · note 1000'.trim() });
      expect((await rig.log.rows({}, 50, 1)).rows[0]?.seq).toBe(1000 - (count - 50) + 1);
      expect(() => rig.log.record(51, 0)).toThrow(expect.objectContaining({ code: 'unknown-record' }));
      expect((await rig.all({ text: 'note' })).map((row) => row.seq)).toEqual(rows.map((row) => row.seq));
    }
    expect(note(rig, 1001)).toBe(1001);
  });

  it('bounds the bytes in memory too', async () => {
    const disk = new FullDisk();
    using rig = openRig({ memory: { records: 1000, bytes: 1_000_000 }, ...journal(disk) }, disk.wrap);
    await turn();
    disk.full = true;
    for (let index = 0; index < 50; index++) {
      rig.log.append({
        session: 1,
        server: 'one',
        time: 0,
        direction: 'in',
        kind: 'noise',
        bytes: Buffer.alloc(100_000, 'x'),
      });
      await turn();
    }
    expect(rig.log.position().count).toBeLessThanOrEqual(10);
    expect(rig.log.position().count).toBeGreaterThan(0);
    disk.full = false;
  });

  it('loses nothing whichever single write fails', async () => {
    const run = async (failAt: number): Promise<{ writes: number; failures: number }> => {
      const disk = new FullDisk();
      using rig = openRig({ retryAfter: 1, ...journal(disk) }, disk.wrap);
      await turn();
      disk.writes = 0;
      disk.failAt = failAt;
      const session = rig.log.openSession('two');
      rig.say('out', { id: 1, method: 'tools/list' }, { session, server: 'two' });
      rig.log.append({
        session,
        server: 'two',
        time: 1,
        direction: 'in',
        kind: 'stderr',
        bytes: Buffer.alloc(600_000, 'y'),
      });
      await turn();
      rig.say('in', { id: 1, result: {} }, { session, server: 'two' });
      await turn();
      rig.log.flush();
      if (rig.failures.length > 0) await until(() => rig.recovered.length > 0);
      const { writes } = disk;
      const failures = rig.failures.length;
      rig.reopen();
      const rows = await rig.all({ server: 'two' });
      expect(rows.map((row) => [row.seq, row.status, row.pair])).toEqual([
        [1, 'ok', 3],
        [2, undefined, undefined],
        [3, 'ok', 1],
      ]);
      expect(rig.log.record(2, 1_000_000).text).toHaveLength(600_000);
      expect(rig.log.openSession('three')).toBe(session + 1);
      return { writes, failures };
    };
    const { writes } = await run(Infinity);
    expect(writes).toBeGreaterThan(10);
    for (let failAt = 1; failAt <= writes; failAt++) {
      const { failures } = await run(failAt);
      // The database stands in for a journal that cannot be written.
      if (hasJournal) expect(failures).toBeLessThanOrEqual(1);
      else expect(failures).toBe(1);
    }
  });
});
