import { expect, test, vi } from 'vitest';
import type { EventBatch, HostApi, HostEvent, HostSnapshot } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import { serveHost } from '#contract/serve-host.ts';
import type { Wire } from '#contract/wire.ts';
import { createHostLink, type Connection } from './host-link.ts';
import type { WireEvents } from './open-wire.ts';

/** Two ends of one wire in this process; each message arrives in a turn of its own, as over a socket. */
function wirePair(): [Wire, Wire] {
  const closers: (() => void)[] = [];
  let open = true;
  const hear: [((m: unknown) => void)?, ((m: unknown) => void)?] = [];
  const end = (own: 0 | 1): Wire => ({
    send: (message) => setTimeout(() => open && hear[own === 0 ? 1 : 0]?.(structuredClone(message))),
    onMessage: (listener) => (hear[own] = listener),
    onClose: (listener) => closers.push(listener),
    close: () => {
      if (!open) return;
      open = false;
      for (const closer of closers) closer();
    },
  });
  return [end(0), end(1)];
}

/** A host that only counts: its events are notices with running numbers. */
class CountingHost implements HostApi {
  log: HostEvent[] = [];
  /** Events before this number are not held any more. */
  heldFrom = 0;
  listeners = new Set<(batch: EventBatch) => void>();
  asked: string[] = [];

  happen(text: string): void {
    const event: HostEvent = { type: 'notices.changed', notices: [{ id: text, severity: 'info', text }] };
    this.log.push(event);
    for (const hear of this.listeners) hear({ seq: this.log.length, events: [event] });
  }

  call: HostApi['call'] = (command, params) => {
    this.asked.push(command);
    // The result type hangs on the command; this host answers the two commands of the test by hand.
    return Promise.resolve(this.answer(command, params) as never);
  };

  answer(command: string, params: unknown): unknown {
    if (command === 'host.snapshot') return this.snapshot();
    if (command === 'host.since') {
      // The bridge has checked the parameters.
      const { seq } = params as { seq: number };
      const missed = seq < this.heldFrom;
      return { missed, batch: { seq: this.log.length, events: missed ? [] : this.log.slice(seq) } };
    }
    throw new HostFailure('unknown-command', `This host does not know ${command}.`);
  }

  snapshot(): HostSnapshot {
    return {
      seq: this.log.length,
      servers: [],
      approvals: [],
      grants: [],
      calls: [],
      settings: { theme: 'system', layout: {}, trafficLimit: 1000 },
      traffic: { lastSeq: 0, count: 0 },
      notices: [],
    };
  }

  listen(listener: (batch: EventBatch) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** A window's link to a host, over wires that the test opens and cuts. */
function start(host: CountingHost, onSnapshot: (link: HostApi) => void = () => undefined) {
  const seen: string[] = [];
  const connections: Connection['phase'][] = [];
  let wires: WireEvents | undefined;
  let cut = (): void => undefined;
  const link = createHostLink(
    (events) => {
      wires = events;
      return { retryNow: () => undefined, close: () => undefined };
    },
    {
      onSnapshot: (snapshot) => {
        seen.push(`snapshot ${String(snapshot.seq)}`);
        onSnapshot(link);
      },
      onBatch: (batch) =>
        seen.push(
          ...batch.events.map((one) => (one.type === 'notices.changed' ? (one.notices[0]?.text ?? '') : '')),
        ),
      onConnection: (connection) => connections.push(connection.phase),
      onProblem: (problem) => seen.push(`problem ${problem.code}`),
    },
  );
  return {
    seen,
    connections,
    link,
    open(): void {
      const [near, far] = wirePair();
      serveHost(far, host, { onProblem: () => undefined });
      near.onClose(() => wires?.onLost(10));
      cut = () => near.close();
      wires?.onWire(near);
    },
    cut: () => cut(),
  };
}

test('the first connection takes the snapshot, then hears what happens', async () => {
  const host = new CountingHost();
  host.happen('before');
  const window = start(host);
  window.open();
  await vi.waitFor(() => expect(window.connections).toEqual(['connecting', 'connected']));
  host.happen('after');
  await vi.waitFor(() => expect(window.seen).toEqual(['snapshot 1', 'after']));
});

test('what happens while the snapshot is on its way is neither lost nor applied twice', async () => {
  const host = new CountingHost();
  const window = start(host);
  window.open();
  host.happen('early');
  await vi.waitFor(() => expect(window.connections).toContain('connected'));
  host.happen('late');
  await vi.waitFor(() => expect(window.seen.at(-1)).toBe('late'));
  const early = window.seen.filter((one) => one === 'early').length;
  expect(window.seen[0] === 'snapshot 1' ? early : early - 1).toBe(0);
});

test('what the snapshot brings into sight can ask the host for more at once', async () => {
  const answers: Promise<unknown>[] = [];
  const window = start(new CountingHost(), (link) => answers.push(link.call('host.snapshot', {})));
  window.open();
  await vi.waitFor(() => expect(window.connections).toContain('connected'));
  expect(await answers[0]).toMatchObject({ seq: 0 });
});

test('after a cut it asks only for what it missed, in order', async () => {
  const host = new CountingHost();
  const window = start(host);
  window.open();
  await vi.waitFor(() => expect(window.connections).toContain('connected'));
  window.cut();
  expect(window.connections.at(-1)).toBe('lost');
  host.happen('one');
  host.happen('two');
  window.open();
  await vi.waitFor(() => expect(window.seen).toEqual(['snapshot 0', 'one', 'two']));
  host.happen('three');
  await vi.waitFor(() => expect(window.seen.at(-1)).toBe('three'));
  expect(host.asked).toEqual(['host.snapshot', 'host.since']);
});

test('when the host no longer holds what was missed, a new snapshot replaces everything', async () => {
  const host = new CountingHost();
  const window = start(host);
  window.open();
  await vi.waitFor(() => expect(window.connections).toContain('connected'));
  window.cut();
  host.happen('gone');
  host.heldFrom = 1;
  window.open();
  await vi.waitFor(() => expect(window.seen).toEqual(['snapshot 0', 'snapshot 1']));
});

test('without a connection a command fails at once with a sentence that says what to do', async () => {
  const window = start(new CountingHost());
  await expect(window.link.call('host.describe', {})).rejects.toMatchObject({ code: 'connection-lost' });
  window.open();
  await vi.waitFor(() => expect(window.connections).toContain('connected'));
  await expect(window.link.call('host.describe', {})).rejects.toMatchObject({ code: 'unknown-command' });
});
