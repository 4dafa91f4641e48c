import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { HostFailure } from '#contract/host-error.ts';
import { openRig, turn } from './log-rig.ts';
import { createTrafficLog } from './traffic-log.ts';

const quiet = { limit: 1000, onAppended() {}, onReset() {}, onFailure() {} };
const at = { session: 1, server: 'one', time: 5, direction: 'in' } as const;

describe('the traffic log', () => {
  it('keeps every byte, whatever it is', () => {
    using rig = openRig();
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const seq = rig.log.append({ ...at, kind: 'noise', bytes, flags: ['invalid-utf8'] });
    const record = rig.log.record(seq, 1000);
    expect(Buffer.from(record.base64 ?? '', 'base64')).toEqual(bytes);
    expect(record.row).toMatchObject({ seq, kind: 'noise', size: 256, flags: ['invalid-utf8'], time: 5 });
    expect(record.row.summary).toMatch(/^[^\p{Cc}]*$/u);
  });

  it('keeps text with line ends, commas and formulas as one record', async () => {
    using rig = openRig();
    const text = '=cmd|calc,"x"\r\n{"seq":2}\n\u2028@SUM(1)';
    rig.say('in', { jsonrpc: '2.0', method: 'notifications/message', params: { data: text } });
    const raw = rig.log.append({ ...at, kind: 'stderr', bytes: Buffer.from(text) });
    rig.reopen();
    const rows = await rig.all();
    expect(rows).toHaveLength(2);
    expect(rows[1]?.summary).toBe('=cmd|calc,"x" {"seq":2} @SUM(1)');
    expect(rig.log.record(raw, 1000)).toMatchObject({ text, clipped: false });
    expect(rig.log.record(raw, 1000).base64).toBeUndefined();
  });

  it('gives no more text than was asked for and never half a character', () => {
    using rig = openRig();
    const seq = rig.log.append({ ...at, kind: 'stderr', bytes: Buffer.from('ab🚂cd') });
    rig.log.flush();
    expect(rig.log.record(seq, 3)).toMatchObject({ text: 'ab', clipped: true });
    expect(rig.log.record(seq, 4)).toMatchObject({ text: 'ab🚂', clipped: true });
    expect(rig.log.record(seq, 6)).toMatchObject({ text: 'ab🚂cd', clipped: false });
    expect(rig.log.record(seq, 0)).toMatchObject({ text: '', clipped: true });
  });

  it('keeps long records whole and shows them clipped', async () => {
    using rig = openRig();
    const bytes = Buffer.alloc(11_000_007, 'äöü€');
    bytes.write('{"jsonrpc": "2.0",');
    const seq = rig.log.append({ ...at, kind: 'response', bytes });
    expect(rig.log.record(seq, 20).text).toBe('{"jsonrpc": "2.0",äö');
    for (let turns = 0; turns < 4; turns++) await turn();
    rig.reopen();
    const record = rig.log.record(seq, 16_000_000);
    expect(Buffer.from(record.text).equals(bytes)).toBe(true);
    expect(record.clipped).toBe(false);
    const start = rig.log.record(seq, 300_001);
    expect(start.text === record.text.slice(0, 300_001)).toBe(true);
    expect(start.clipped).toBe(true);
    expect(start.base64).toBeUndefined();
    const [row] = await rig.all();
    expect(row?.size).toBe(11_000_007);
    expect(row?.summary.length).toBeLessThanOrEqual(300);
  });

  it('finds text in a long record at any place, across seams, and in one that is still being written', async () => {
    using rig = openRig();
    const bytes = Buffer.alloc(9_000_000, 'x');
    for (const [index, place] of [5, 262_140, 524_286, 4_194_300, 8_999_990].entries())
      bytes.write(`Mark${index}`, place);
    rig.log.append({ ...at, kind: 'response', bytes });
    rig.log.append({ ...at, kind: 'stderr', bytes: Buffer.from('mark9') });
    await turn();
    for (const index of [0, 1, 2, 3, 4]) expect(await rig.all({ text: `mark${index}` })).toHaveLength(1);
    expect(await rig.all({ text: 'mark' })).toHaveLength(2);
    expect(await rig.all({ text: 'mark5' })).toEqual([]);
  });

  it('says how many there are once per turn', async () => {
    using rig = openRig();
    await turn();
    for (let index = 0; index < 50; index++) rig.say('in', { method: 'a' });
    await turn();
    rig.say('in', { method: 'a' });
    await turn();
    expect(rig.appended).toEqual([
      { lastSeq: 50, count: 50 },
      { lastSeq: 51, count: 51 },
    ]);
    await turn();
    expect(rig.appended).toHaveLength(2);
    expect(rig.resets).toEqual([]);
  });

  it('goes on numbering records and sessions after it was opened anew, also when it was cleared', async () => {
    using rig = openRig();
    expect([rig.log.openSession('a'), rig.log.openSession('b')]).toEqual([1, 2]);
    rig.say('in', { method: 'a' });
    rig.say('in', { method: 'b' });
    rig.reopen();
    expect(rig.say('in', { method: 'c' })).toBe(3);
    rig.log.clear();
    expect(rig.log.position()).toEqual({ lastSeq: 3, count: 0 });
    expect(await rig.all()).toEqual([]);
    expect(() => rig.log.record(3, 0)).toThrow(expect.objectContaining({ code: 'unknown-record' }));
    await turn();
    expect(rig.resets.at(-1)).toEqual({ lastSeq: 3, count: 0 });
    rig.reopen();
    expect(rig.log.openSession('c')).toBe(3);
    expect(rig.say('in', { method: 'd' })).toBe(4);
    expect((await rig.all()).map((row) => row.seq)).toEqual([4]);
  });

  it('shows a row right though it was read only in a later turn, also to a filter that had seen it', async () => {
    using rig = openRig();
    const seq = rig.log.append({ ...at, kind: 'invalid', bytes: Buffer.from('{"method":"late/one"}') });
    expect(await rig.all({ method: 'late/one' })).toEqual([]);
    await turn();
    rig.log.interpret(seq, { kind: 'notification', method: 'late/one', caller: 'cli' });
    expect(await rig.all({ method: 'late/one' })).toMatchObject([
      { seq, kind: 'notification', caller: 'cli' },
    ]);
    await turn();
    expect(rig.resets.length).toBeGreaterThan(0);
  });

  it('keeps at most the limit, the newest, and gives the disk back what was removed', async () => {
    using rig = openRig({ limit: 1000 });
    for (let index = 0; index < 5000; index++) rig.say('in', { method: `m${index}` });
    for (let turns = 0; turns < 40; turns++) await turn();
    const { count } = rig.log.position();
    expect(count).toBeLessThanOrEqual(1000);
    expect(count).toBeGreaterThanOrEqual(980);
    rig.log.setLimit(100);
    const rows = await rig.all();
    expect(rows.length).toBeLessThanOrEqual(100);
    expect(rows.at(-1)?.seq).toBe(5000);
    expect(await rig.all({ method: 'm4999' })).toHaveLength(1);
    expect(await rig.all({ method: 'm1' })).toEqual([]);
    rig.log.clear();
    for (let turns = 0; turns < 40; turns++) await turn();
    const db = new DatabaseSync(rig.path);
    expect(
      db.prepare('SELECT (SELECT count(*) FROM record) + (SELECT count(*) FROM body) AS n').get(),
    ).toEqual({ n: 0 });
    expect(db.prepare('PRAGMA freelist_count').get()).toEqual({ freelist_count: 0 });
    db.close();
  });

  it('drops what comes after it was closed, and does not throw', () => {
    using rig = openRig();
    rig.say('in', { method: 'a' });
    rig.log.close();
    expect(() => rig.say('in', { method: 'b' })).not.toThrow();
    expect(() => rig.log.closeSession(1)).not.toThrow();
  });

  it('works in memory, for a run that shall leave nothing', async () => {
    const db = new DatabaseSync(':memory:');
    const log = createTrafficLog(db, quiet);
    log.append({ ...at, kind: 'noise', bytes: Buffer.from('gone tomorrow') });
    expect((await log.rows({ text: 'TOMORROW' }, 0, 5)).rows).toMatchObject([{ seq: 1, server: 'one' }]);
    log.close();
    db.close();
  });

  it('does not touch a file of a newer version', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE future (x); PRAGMA user_version = 99');
    expect(() => createTrafficLog(db, quiet)).toThrow(expect.objectContaining({ code: 'storage-failed' }));
    expect(db.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'future' }]);
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 });
  });

  it('stops a search once it is aborted', async () => {
    using rig = openRig();
    rig.say('in', { method: 'a' });
    const asked = rig.log.rows({ text: 'a' }, 0, 10, { signal: { aborted: true } });
    await expect(asked).rejects.toThrow(HostFailure);
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });
});
