/** A session nobody used for this long may be given up for somebody else's new one. */
const reclaimAfterMs = 5 * 60_000;
/** A session nobody used for this long is over. */
const expireAfterMs = 30 * 60_000;

interface Entry<Session> {
  readonly session: Session;
  readonly principal: string;
  readonly close: () => void;
  active: number;
  lastUsed: number;
}

/**
 * The open HTTP sessions: a bounded number, each reachable only by the caller who opened it. A session id is a
 * random value and still no proof of who is calling (MCP, basic/security, session hijacking), so the caller's
 * identity is compared too.
 */
export class SessionTable<Session> {
  readonly #most: number;
  readonly #entries = new Map<string, Entry<Session>>();
  readonly #sweeper: NodeJS.Timeout;

  constructor(most: number) {
    this.#most = most;
    this.#sweeper = setInterval(() => this.#expire(expireAfterMs), 60_000).unref();
  }

  get size(): number {
    return this.#entries.size;
  }

  some(holds: (session: Session) => boolean): boolean {
    return this.#entries.values().some(({ session }) => holds(session));
  }

  /**
   * Whether one more session of `principal` fits, giving up idle ones if need be: long-idle ones of anybody, else the
   * caller's own that was idle longest, since many clients go away without a word. A busy session never yields; whose
   * session is gone is told so (404) and opens another.
   */
  makeRoom(principal: string): boolean {
    if (this.#entries.size < this.#most) return true;
    this.#expire(reclaimAfterMs);
    if (this.#entries.size < this.#most) return true;
    const [oldest] = [...this.#entries]
      .filter(([, entry]) => entry.active === 0 && entry.principal === principal)
      .toSorted(([, left], [, right]) => left.lastUsed - right.lastUsed);
    if (oldest === undefined) return false;
    this.#end(...oldest);
    return true;
  }

  add(id: string, principal: string, session: Session, close: () => void): void {
    this.#entries.set(id, { session, principal, close, active: 0, lastUsed: performance.now() });
  }

  /** The session, if it exists and belongs to `principal`; in use until `over` aborts. */
  use(id: string, principal: string, over: AbortSignal): Session | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.principal !== principal) return undefined;
    entry.active += 1;
    const done = (): void => {
      entry.active -= 1;
      entry.lastUsed = performance.now();
    };
    if (over.aborted) done();
    else over.addEventListener('abort', done, { once: true });
    return entry.session;
  }

  remove(id: string): void {
    this.#entries.delete(id);
  }

  /** Ends every session. */
  close(): void {
    clearInterval(this.#sweeper);
    for (const [id, entry] of this.#entries) this.#end(id, entry);
  }

  #expire(idleMs: number): void {
    const now = performance.now();
    for (const [id, entry] of this.#entries) {
      if (entry.active === 0 && now - entry.lastUsed > idleMs) this.#end(id, entry);
    }
  }

  #end(id: string, entry: Entry<Session>): void {
    this.#entries.delete(id);
    entry.close();
  }
}
