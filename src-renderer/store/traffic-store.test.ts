import { describe, expect, it } from 'vitest';
import type { EventBatch, HostEvent } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import type { TrafficRow } from '#contract/traffic-record.ts';
import { createTrafficStore, type TrafficHost } from './traffic-store.ts';

interface Asked {
  from: number;
  limit: number;
  text: string | undefined;
}

/** A log by hand: `size` records, of which every tenth contains "ten". */
function logOf(size: number) {
  const asked: Asked[] = [];
  const listeners = new Set<(batch: EventBatch) => void>();
  const due: (() => void)[] = [];
  const log = { size, failing: false };
  const row = (seq: number): TrafficRow => ({
    seq,
    time: seq,
    server: 'a',
    session: 1,
    direction: 'in',
    kind: 'notification',
    summary: `record ${seq}`,
    size: 1,
    flags: [],
  });
  const api = {
    call: async (command: string, params: { filter: { text?: string }; from: number; limit: number }) => {
      if (log.failing) throw new HostFailure('storage-failed', 'The log cannot be read.');
      if (command === 'traffic.clear') {
        log.size = 0;
        return {};
      }
      const step = params.filter.text === undefined ? 1 : 10;
      asked.push({ from: params.from, limit: params.limit, text: params.filter.text });
      const matching = Math.floor(log.size / step);
      const rows = Array.from(
        { length: Math.max(0, Math.min(params.limit, matching - params.from)) },
        (_, i) => row((params.from + i + 1) * step),
      );
      return { rows, matching, count: log.size, lastSeq: log.size };
    },
    listen: (listener: (batch: EventBatch) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const say = (event: HostEvent): void => {
    for (const listener of listeners) listener({ seq: 1, events: [event] });
  };
  return {
    asked,
    log,
    listeners,
    // A narrow fake: only the two traffic commands are ever called by the store.
    host: api as unknown as TrafficHost,
    schedule: (callback: () => void) => {
      due.push(callback);
      return () => due.splice(due.indexOf(callback), 1);
    },
    /** Lets frames pass until nothing is due. */
    settle: async (): Promise<void> => {
      do {
        due.shift()?.();
        await new Promise((resolve) => setTimeout(resolve, 0));
      } while (due.length > 0);
    },
    grow: (by: number): void => {
      log.size += by;
      say({ type: 'traffic.appended', lastSeq: log.size, count: log.size });
    },
    say,
  };
}

describe('the traffic store', () => {
  it('asks only for the rows in sight and some around them', async () => {
    const fake = logOf(1_000_000);
    const store = createTrafficStore(fake.host, fake.schedule);
    await fake.settle();
    store.show(500_000, 500_020, false);
    await fake.settle();
    expect(fake.asked.at(-1)).toEqual({ from: 499_900, limit: 220, text: undefined });
    expect(store.getState().rows[100]?.seq).toBe(500_001);
    expect(store.getState().rows.length).toBeLessThan(1000);
    expect(store.getState().matching).toBe(1_000_000);
  });

  it('asks for nothing when what comes into sight is at hand', async () => {
    const fake = logOf(1000);
    const store = createTrafficStore(fake.host, fake.schedule);
    await fake.settle();
    store.show(10, 40, false);
    await fake.settle();
    const before = fake.asked.length;
    store.show(60, 90, false);
    await fake.settle();
    expect(fake.asked.length).toBe(before);
  });

  it('asks once per frame, however many announcements come', async () => {
    const fake = logOf(10);
    const store = createTrafficStore(fake.host, fake.schedule);
    await fake.settle();
    const before = fake.asked.length;
    for (let i = 0; i < 1000; i += 1) fake.grow(5);
    await fake.settle();
    expect(fake.asked.length - before).toBeLessThanOrEqual(2);
    expect(store.getState().count).toBe(5010);
  });

  it('has the last rows at hand when it follows the end, however fast that moves on', async () => {
    const fake = logOf(10);
    const store = createTrafficStore(fake.host, fake.schedule);
    await fake.settle();
    store.show(0, 10, true);
    fake.grow(50_000);
    await fake.settle();
    const { rows, from, matching } = store.getState();
    expect(from + rows.length).toBe(matching);
    expect(rows.at(-1)?.seq).toBe(50_010);
  });

  it('holds still while paused, counts what is held, and catches up', async () => {
    const fake = logOf(10);
    const store = createTrafficStore(fake.host, fake.schedule);
    await fake.settle();
    store.pause();
    fake.grow(7);
    await fake.settle();
    expect(store.getState()).toMatchObject({ count: 10, held: 7, paused: true });
    store.resume();
    await fake.settle();
    expect(store.getState()).toMatchObject({ count: 17, held: 0, paused: false });
  });

  it('shows no row of the old filter under the new one', async () => {
    const fake = logOf(1000);
    const store = createTrafficStore(fake.host, fake.schedule);
    await fake.settle();
    store.show(500, 520, false);
    store.filterBy({ text: 'ten' });
    expect(store.getState().rows).toEqual([]);
    await fake.settle();
    store.show(0, 20, false);
    await fake.settle();
    expect(store.getState()).toMatchObject({ matching: 100, count: 1000 });
    expect(store.getState().rows[0]?.seq).toBe(10);
  });

  it('starts over when records were removed', async () => {
    const fake = logOf(1000);
    const store = createTrafficStore(fake.host, fake.schedule);
    await fake.settle();
    fake.log.size = 3;
    fake.say({ type: 'traffic.reset', lastSeq: 1000, count: 3 });
    await fake.settle();
    expect(store.getState()).toMatchObject({ matching: 3, from: 0 });
  });

  it('is empty at once after clearing', async () => {
    const fake = logOf(1000);
    const store = createTrafficStore(fake.host, fake.schedule);
    await fake.settle();
    await store.clear();
    expect(store.getState()).toMatchObject({ matching: 0, count: 0, rows: [] });
  });

  it('keeps the failure, and forgets it with the next answer', async () => {
    const fake = logOf(5);
    const store = createTrafficStore(fake.host, fake.schedule);
    fake.log.failing = true;
    await fake.settle();
    expect(store.getState().error?.code).toBe('storage-failed');
    fake.log.failing = false;
    store.refresh();
    await fake.settle();
    expect(store.getState()).toMatchObject({ error: undefined, matching: 5 });
  });

  it('keeps pinned records at hand whatever the filter, the latest twelve, until all are cleared', async () => {
    const fake = logOf(50);
    const store = createTrafficStore(fake.host, fake.schedule);
    await fake.settle();
    const pinned = (): number[] => store.getState().pinned.map(({ seq }) => seq);
    const [first, second, ...more] = store.getState().rows;
    for (const row of [first, second, first]) if (row) store.togglePin(row);
    expect(pinned()).toEqual([2]);
    store.filterBy({ text: 'ten' });
    await fake.settle();
    expect(pinned()).toEqual([2]);
    for (const row of more.slice(0, 12)) store.togglePin(row);
    expect(pinned()).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    await store.clear();
    expect(pinned()).toEqual([]);
  });

  it('stops listening when closed', async () => {
    const fake = logOf(5);
    const store = createTrafficStore(fake.host, fake.schedule);
    store.close();
    expect(fake.listeners.size).toBe(0);
  });
});
