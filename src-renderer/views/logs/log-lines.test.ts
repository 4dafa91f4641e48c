import { describe, expect, it } from 'vitest';
import type { TrafficRecord, TrafficRow } from '#contract/traffic-record.ts';
import { fitsWish, isLogRow, logLines } from './log-lines.ts';

const row = (more: Partial<TrafficRow>): TrafficRow => ({
  seq: 7,
  time: 1,
  server: 'a',
  session: 1,
  direction: 'in',
  kind: 'stderr',
  summary: 'summary',
  size: 1,
  flags: [],
  ...more,
});
const record = (of: TrafficRow, text: string, clipped = false): TrafficRecord => ({ row: of, text, clipped });
const message = row({ kind: 'notification', method: 'notifications/message' });

describe('the lines of a log', () => {
  it('takes a chunk of stderr apart into lines', () => {
    expect(logLines(row({}), record(row({}), 'one\r\ntwo\n')).map((line) => [line.key, line.text])).toEqual([
      ['7.0', 'one'],
      ['7.1', 'two'],
    ]);
  });

  it('reads level, logger and data of a log message', () => {
    const text =
      '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"warning","logger":"db","data":{"a":1}}}';
    expect(logLines(message, record(message, text))).toEqual([
      { key: '7', time: 1, source: 'message', level: 'warning', logger: 'db', text: '{"a":1}' },
    ]);
  });

  it('shows a message that breaks its own form as it came', () => {
    expect(logLines(message, record(message, '{"params":{"level":5,"logger":{}}}'))[0]).toMatchObject({
      level: undefined,
      text: '',
    });
    expect(logLines(message, record(message, '{"params":null}'))[0]).toMatchObject({ text: '' });
    expect(logLines(message, record(message, 'no json'))[0]).toMatchObject({ text: 'no json' });
  });

  it('says when a record holds more than is shown', () => {
    const lines = logLines(row({}), record(row({}), 'x\n'.repeat(1000)));
    expect(lines).toHaveLength(401);
    expect(lines.at(-1)).toMatchObject({
      source: 'gap',
      text: '600 more lines of this record are in the traffic.',
    });
    expect(logLines(row({}), record(row({}), 'x', true)).at(-1)?.source).toBe('gap');
  });

  it('leaves other notifications out and keeps the life of the process', () => {
    expect(isLogRow(row({ kind: 'notification', method: 'notifications/progress' }))).toBe(false);
    expect(isLogRow(message)).toBe(true);
    expect(logLines(row({ kind: 'lifecycle' }), undefined)).toMatchObject([
      { source: 'lifecycle', text: 'summary' },
    ]);
  });

  it('filters by words and by the least level, which never hides stderr', () => {
    const [warning] = logLines(message, record(message, '{"params":{"level":"warning","data":"Disk"}}'));
    const [stderr] = logLines(row({}), record(row({}), 'plain'));
    if (!warning || !stderr) throw new Error('no lines');
    expect(fitsWish(warning, { text: 'disk', level: 'warning' })).toBe(true);
    expect(fitsWish(warning, { text: '', level: 'error' })).toBe(false);
    expect(fitsWish(stderr, { text: '', level: 'emergency' })).toBe(true);
    expect(fitsWish(stderr, { text: 'nothing', level: undefined })).toBe(false);
  });
});
