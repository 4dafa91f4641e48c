import { connectHost, type HostConnection } from '#contract/connect-host.ts';
import type { EventBatch, HostApi, HostSnapshot } from '#contract/host-contract.ts';
import { HostFailure, toHostError, type HostError } from '#contract/host-error.ts';
import type { WireEvents, WireKeeper } from './open-wire.ts';

/** The condition of the link to the host. `refused`: this window has no session with the host (any more). */
export type Connection =
  | { phase: 'connecting' }
  | { phase: 'connected' }
  | { phase: 'lost'; error: HostError; retryAt: number }
  | { phase: 'refused' };

/** What the link tells. A snapshot replaces everything; batches continue from it. */
export interface HostLinkListener {
  onSnapshot(snapshot: HostSnapshot): void;
  onBatch(batch: EventBatch): void;
  onConnection(connection: Connection): void;
  /** Something the host sent could not be read; the rest goes on. */
  onProblem(problem: HostError): void;
}

/** The host for the whole life of the window: survives reconnects, and catches up on what was missed (law 7). */
export interface HostLink extends HostApi {
  retryNow(): void;
  close(): void;
}

const notConnected = (): HostFailure =>
  new HostFailure(
    'connection-lost',
    'There is no connection to the host. Wait until it is back, then try again.',
  );

/**
 * Keeps the window current. On each wire: listens first, then takes the snapshot (the first time, or when the host no
 * longer holds what was missed) or every event since the last one seen. Batches that arrive meanwhile wait, so that
 * nothing is applied out of order.
 */
export function createHostLink(
  openWire: (events: WireEvents) => WireKeeper,
  listener: HostLinkListener,
): HostLink {
  const listeners = new Set<(batch: EventBatch) => void>();
  let current: HostConnection | undefined;
  let seen: number | undefined;

  function take(batch: EventBatch): void {
    if (seen === undefined || batch.seq <= seen) return;
    seen = batch.seq;
    listener.onBatch(batch);
    for (const hear of listeners) hear(batch);
  }

  async function catchUp(host: HostConnection): Promise<void> {
    if (seen !== undefined) {
      const { missed, batch } = await host.call('host.since', { seq: seen });
      if (!missed) {
        take(batch);
        return;
      }
    }
    const snapshot = await host.call('host.snapshot', {});
    seen = snapshot.seq;
    listener.onSnapshot(snapshot);
  }

  async function begin(host: HostConnection): Promise<void> {
    let early: EventBatch[] | undefined = [];
    host.listen((batch) => {
      if (early) early.push(batch);
      else take(batch);
    });
    // Before it is caught up: what the snapshot brings into sight asks for more at once.
    current = host;
    try {
      await catchUp(host);
      for (const batch of early) take(batch);
      early = undefined;
      listener.onConnection({ phase: 'connected' });
    } catch (thrown) {
      const error = toHostError(thrown);
      if (error.code !== 'connection-lost') listener.onProblem(error);
      // The keeper opens a new wire, after a while.
      host.close();
    }
  }

  listener.onConnection({ phase: 'connecting' });
  const keeper = openWire({
    onWire(wire) {
      void begin(connectHost(wire, { onProblem: (failure) => listener.onProblem(failure.toHostError()) }));
    },
    onLost(retryIn) {
      current = undefined;
      listener.onConnection({
        phase: 'lost',
        error: notConnected().toHostError(),
        retryAt: Date.now() + retryIn,
      });
    },
    onRefused() {
      current = undefined;
      listener.onConnection({ phase: 'refused' });
    },
  });
  return {
    call: (command, params, options) =>
      current ? current.call(command, params, options) : Promise.reject(notConnected()),
    listen(hear) {
      listeners.add(hear);
      return () => {
        listeners.delete(hear);
      };
    },
    retryNow: () => keeper.retryNow(),
    close() {
      keeper.close();
      current?.close();
    },
  };
}
