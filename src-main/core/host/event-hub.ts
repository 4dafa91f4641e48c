import type { EventBatch, HostEvent } from '#contract/host-contract.ts';

/** Events held for those who missed them. */
const held = 2000;
/** Milliseconds in which events are gathered into one batch: one announcement per frame of a screen. */
const gatherFor = 16;

/** Gathers what happens into numbered batches and answers "everything after n" (architecture, law 7). */
export interface EventHub {
  /** Announces an event with the next batch. A later one about the same thing replaces it. */
  emit(event: HostEvent): void;
  listen(listener: (batch: EventBatch) => void): () => void;
  /** True while someone listens. */
  readonly listened: boolean;
  /** Everything after `seq`; `missed` when that is no longer held or was never given out. */
  since(seq: number): { missed: boolean; batch: EventBatch };
  /** Sends what is gathered now; the number of the last event. */
  flush(): number;
  close(): void;
}

/** What two events must share for the later one to replace the earlier one. */
function subjectOf(event: HostEvent): string {
  switch (event.type) {
    case 'server.changed':
      return `server ${event.server.name}`;
    case 'server.removed':
      return `server ${event.name}`;
    case 'approval.asked':
      return `asked ${event.approval.id}`;
    case 'approval.settled':
      return `settled ${event.id}`;
    case 'call.changed':
      return `call ${event.call.id}`;
    case 'server.restarted':
      return `restarted ${event.server}`;
    case 'resource.updated':
      return `resource ${event.server} ${event.uri}`;
    case 'traffic.appended':
      return 'traffic';
    case 'server.metered':
    case 'traffic.reset':
    case 'grants.changed':
    case 'settings.changed':
    case 'notices.changed':
      return event.type;
  }
}

/** Makes an empty hub. Numbers start at 1 with each host. */
export function createEventHub(): EventHub {
  let seq = 0;
  let timer: NodeJS.Timeout | undefined;
  let gathered = new Map<string, HostEvent>();
  /** The last number that is no longer held. */
  let forgotten = 0;
  const history: { seq: number; event: HostEvent }[] = [];
  const listeners = new Set<(batch: EventBatch) => void>();

  function flush(): number {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.size === 0) return seq;
    const events = [...gathered.values()];
    gathered = new Map();
    for (const event of events) {
      seq += 1;
      // A measurement is stale before anyone could ask for it again.
      if (event.type !== 'server.metered') history.push({ seq, event });
    }
    for (const old of history.splice(0, Math.max(0, history.length - held))) forgotten = old.seq;
    for (const listener of listeners) listener({ seq, events });
    return seq;
  }

  return {
    emit(event) {
      const subject = subjectOf(event);
      // Set again at the end, so that the order is that of the last change.
      gathered.delete(subject);
      gathered.set(subject, event);
      timer ??= setTimeout(flush, gatherFor);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get listened() {
      return listeners.size > 0;
    },
    since(after) {
      flush();
      const missed = after > seq || after < forgotten;
      const events = missed ? [] : history.filter((entry) => entry.seq > after).map((entry) => entry.event);
      return { missed, batch: { seq, events } };
    },
    flush,
    close() {
      flush();
      listeners.clear();
    },
  };
}
