import { describe, expect, it, vi } from 'vitest';
import type { EventBatch, HostApi } from '#contract/host-contract.ts';
import type { TrafficRow } from '#contract/traffic-record.ts';
import { createLogTail } from './log-tail.ts';

/** A log by hand, in which every record is one line of stderr. */
function logOf(size: number) {
  const log = { size };
  const listeners = new Set<(batch: EventBatch) => void>();
  const row = (seq: number): TrafficRow => ({
    seq,
    time: seq,
    server: 'a',
    session: 1,
    direction: 'in',
    kind: 'stderr',
    summary: '',
    size: 1,
    flags: [],
  });
  const host = {
    call: async (command: string, params: { from: number; limit: number; seq: number }) => {
      if (command === 'traffic.record')
        return { row: row(params.seq), text: `line ${String(params.seq)}\n`, clipped: false };
      const length = Math.max(0, Math.min(params.limit, log.size - params.from));
      const rows = Array.from({ length }, (_, i) => row(params.from + i + 1));
      return { rows, matching: log.size, count: log.size, lastSeq: log.size };
    },
    listen: (listener: (batch: EventBatch) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    // A narrow fake: only two commands are called.
    host: host as unknown as Pick<HostApi, 'call' | 'listen'>,
    listeners,
    grow: (by: number): void => {
      log.size += by;
      for (const listener of listeners) {
        listener({ seq: 1, events: [{ type: 'traffic.appended', lastSeq: log.size, count: log.size }] });
      }
    },
  };
}

const lastOf = (tail: ReturnType<typeof createLogTail>): string | undefined =>
  tail.getState().lines.at(-1)?.text;

describe('the tail of a log', () => {
  it('begins with the latest lines and can go back', async () => {
    const { host } = logOf(1000);
    const tail = createLogTail(host, 'a');
    const stop = tail.start();
    await vi.waitFor(() => expect(lastOf(tail)).toBe('line 1000'));
    expect(tail.getState().earlier).toBe(800);
    await tail.loadEarlier();
    expect(tail.getState().lines[0]?.text).toBe('line 601');
    expect(tail.getState().earlier).toBe(600);
    stop();
  });

  it('goes on with what comes, each line once and in order', async () => {
    const { host, grow } = logOf(0);
    const tail = createLogTail(host, 'a');
    const stop = tail.start();
    await vi.waitFor(() => expect(tail.getState().loaded).toBe(true));
    for (let i = 0; i < 5; i += 1) grow(100);
    await vi.waitFor(() => expect(lastOf(tail)).toBe('line 500'));
    const lines = tail.getState().lines.map((line) => line.text);
    expect(lines).toEqual(Array.from({ length: 500 }, (_, i) => `line ${String(i + 1)}`));
    stop();
  });

  it('says what it left out when it cannot keep up', async () => {
    const { host, grow } = logOf(10);
    const tail = createLogTail(host, 'a');
    const stop = tail.start();
    await vi.waitFor(() => expect(lastOf(tail)).toBe('line 10'));
    grow(50_000);
    await vi.waitFor(() => expect(lastOf(tail)).toBe('line 50010'));
    expect(tail.getState().lines.find((line) => line.source === 'gap')?.text).toContain('49800 records');
    stop();
  });

  it('stops listening when closed', () => {
    const { host, listeners } = logOf(10);
    createLogTail(host, 'a').start()();
    expect(listeners.size).toBe(0);
  });
});
