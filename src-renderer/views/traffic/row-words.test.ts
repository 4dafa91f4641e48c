import { describe, expect, it } from 'vitest';
import { recordFlagSchema, type TrafficRow } from '#contract/traffic-record.ts';
import { byteSize, directionSign, duration, flagInWords, rowTone, statusOf, timeOfDay } from './row-words.ts';

const row: TrafficRow = {
  seq: 1,
  time: 0,
  server: 'a',
  session: 1,
  direction: 'in',
  kind: 'response',
  summary: '',
  size: 1,
  flags: [],
};

describe('the words of a row', () => {
  it('writes times, durations and sizes so that they can be compared at a glance', () => {
    expect(timeOfDay(new Date(2026, 0, 2, 3, 4, 5, 6).getTime())).toBe('03:04:05.006');
    expect([0.42, 41.4, 999.9, 2300, 59_990, 245_000].map(duration)).toEqual([
      '0.4 ms',
      '41 ms',
      '1.0 s',
      '2.3 s',
      '1 min 0 s',
      '4 min 5 s',
    ]);
    expect(duration(-3)).toBe('0.0 ms');
    expect([96, 999, 6200, 11_000_000, 999_700].map(byteSize)).toEqual([
      '96 B',
      '999 B',
      '6.2 kB',
      '11 MB',
      '1.0 MB',
    ]);
  });

  it('gives what is not protocol its own sign and colour', () => {
    expect(directionSign({ ...row, kind: 'noise' }).sign).toBe('!');
    expect(rowTone({ ...row, kind: 'noise', status: 'ok' })).toBe('noise');
    expect(statusOf({ ...row, kind: 'noise' })).toEqual({ words: 'not JSON', tone: 'noise' });
  });

  it('lets a request of the server that waits be seen as waiting', () => {
    expect(rowTone({ ...row, kind: 'request', status: 'open' })).toBe('wait');
    expect(rowTone({ ...row, kind: 'request', direction: 'out', status: 'open' })).toBe('plain');
    expect(statusOf({ ...row, status: 'lost' }).tone).toBe('stop');
  });

  it('explains every flag in a sentence', () => {
    for (const flag of recordFlagSchema.options) expect(flagInWords(flag)).toMatch(/[A-Z].{15,}\.$/);
  });
});
