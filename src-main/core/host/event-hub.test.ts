import type { EventBatch } from '#contract/host-contract.ts';
import { expect, test } from 'vitest';
import { createEventHub } from './event-hub.ts';

test('gathers the events of one frame, the last about a thing winning, and numbers them', () => {
  const hub = createEventHub();
  const heard: EventBatch[] = [];
  hub.listen((batch) => heard.push(batch));
  hub.emit({ type: 'traffic.appended', lastSeq: 1, count: 1 });
  hub.emit({ type: 'server.removed', name: 'a' });
  hub.emit({ type: 'traffic.appended', lastSeq: 2, count: 2 });
  hub.flush();
  expect(heard).toEqual([
    {
      seq: 2,
      events: [
        { type: 'server.removed', name: 'a' },
        { type: 'traffic.appended', lastSeq: 2, count: 2 },
      ],
    },
  ]);
  hub.close();
});

test('answers everything after n, and says so when it no longer can', () => {
  const hub = createEventHub();
  for (let index = 1; index <= 3; index += 1) {
    hub.emit({ type: 'server.removed', name: String(index) });
    hub.flush();
  }
  expect(hub.since(1).batch.events).toHaveLength(2);
  expect(hub.since(3)).toEqual({ missed: false, batch: { seq: 3, events: [] } });
  expect(hub.since(9).missed).toBe(true);
  for (let index = 0; index < 3000; index += 1) {
    hub.emit({ type: 'server.removed', name: String(index) });
    hub.flush();
  }
  expect(hub.since(1).missed).toBe(true);
  hub.close();
});

test('says nothing to those who stopped listening', () => {
  const hub = createEventHub();
  const heard: EventBatch[] = [];
  const stop = hub.listen((batch) => heard.push(batch));
  stop();
  hub.emit({ type: 'server.removed', name: 'a' });
  hub.flush();
  expect(heard).toEqual([]);
  hub.close();
});
