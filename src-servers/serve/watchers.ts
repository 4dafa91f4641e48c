import { ProtocolError, ProtocolErrorCode, type McpServer } from '@modelcontextprotocol/server';

/** More subscriptions than any client needs, few enough that a hostile one cannot grow the process. */
const mostPerConnection = 256;

/** A place that delivers `notifications/resources/updated` to those who asked for it. */
type Delivery = (uri: string) => void;

/**
 * Who watches which resource, over every transport and in both eras.
 *
 * In the legacy era a client says `resources/subscribe` and the connection's own instance answers; in the modern era
 * it opens `subscriptions/listen`, which the serving entry answers before any instance sees it. A service wants
 * neither: it asks whether a resource is watched at all, and announces that it changed.
 */
export class Watchers {
  readonly #watched = new Map<string, number>();
  readonly #deliveries = new Set<Delivery>();
  #onChange: (() => void) | undefined;

  /** Says that the content of `uri` is different now. */
  announce(uri: string): void {
    for (const deliver of this.#deliveries) deliver(uri);
  }

  /** Whether anybody subscribed to `uri`; reading what nobody watches would be wasted. */
  watches(uri: string): boolean {
    return this.#watched.has(uri);
  }

  /** Every subscribed address. */
  watched(): readonly string[] {
    return [...this.#watched.keys()];
  }

  /** Calls `listener` whenever the set of watched addresses changes; one listener, the service's. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Counts one more watcher of `uri`; the returned function takes it back, once. */
  hold(uri: string): () => void {
    this.#watched.set(uri, (this.#watched.get(uri) ?? 0) + 1);
    this.#onChange?.();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#watched.get(uri) ?? 1) - 1;
      if (left === 0) this.#watched.delete(uri);
      else this.#watched.set(uri, left);
      this.#onChange?.();
    };
  }

  /** Adds a place to deliver announcements to; the returned function removes it. */
  deliverTo(delivery: Delivery): () => void {
    this.#deliveries.add(delivery);
    return () => this.#deliveries.delete(delivery);
  }

  /**
   * Connects an instance that lives as long as its connection, if it offers subscriptions at all: in the legacy era
   * it answers `resources/subscribe` and `resources/unsubscribe` (MCP 2025-11-25, server/resources) itself; in the
   * modern era the serving entry passes its announcements on to the listen streams that asked for them.
   */
  attach(server: McpServer, era: 'legacy' | 'modern'): void {
    if (server.server.getCapabilities().resources?.subscribe !== true) return;
    const held = era === 'legacy' ? this.#serveSubscriptions(server) : undefined;
    const stop = this.deliverTo((uri) => {
      // A connection that closes while we announce has nobody left to tell.
      if (held === undefined || held.has(uri))
        server.server.sendResourceUpdated({ uri }).catch(() => undefined);
    });
    const before = server.server.onclose;
    // The SDK's instances are no event targets: this is their only hook.
    // oxlint-disable-next-line unicorn/prefer-add-event-listener
    server.server.onclose = () => {
      stop();
      for (const release of held?.values() ?? []) release();
      held?.clear();
      before?.();
    };
  }

  #serveSubscriptions(server: McpServer): Map<string, () => void> {
    const held = new Map<string, () => void>();
    server.server.setRequestHandler('resources/subscribe', ({ params }) => {
      if (held.has(params.uri)) return {};
      if (held.size >= mostPerConnection)
        throw new ProtocolError(
          ProtocolErrorCode.InvalidParams,
          `At most ${mostPerConnection} subscriptions per connection; unsubscribe from one first.`,
        );
      held.set(params.uri, this.hold(params.uri));
      return {};
    });
    server.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
      held.get(params.uri)?.();
      held.delete(params.uri);
      return {};
    });
    return held;
  }
}

/** Whether a message opens a listen stream (MCP 2026-07-28). */
export function isListen(message: unknown): boolean {
  return memberOf(message, 'method') === 'subscriptions/listen';
}

/** The resources a `subscriptions/listen` request (MCP 2026-07-28) asks to hear about; none for any other message. */
export function listenedResources(message: unknown): readonly string[] {
  if (!isListen(message)) return [];
  const filter = memberOf(memberOf(message, 'params'), 'notifications');
  const uris = memberOf(filter, 'resourceSubscriptions');
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string').slice(0, mostPerConnection) : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
