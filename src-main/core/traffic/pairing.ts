import type { Direction, RecordFlag, RpcId } from '#contract/traffic-record.ts';
import { createHash } from 'node:crypto';

/** A request the pairing remembers. */
interface Asked {
  seq: number;
  time: number;
  method: string | undefined;
  /** The asking side gave up. */
  cancelled: boolean;
}

interface Side {
  open: Map<string, Asked>;
  /** Requests that have their answer, a bounded number of them: the newer ones, and the ones before. */
  answered: Map<string, Asked>;
  answeredBefore: Map<string, Asked>;
}

/** What a response means for its request. */
export interface Match {
  seq: number;
  method: string | undefined;
  /** Milliseconds between both, never negative. */
  latency: number;
  /** False when the request keeps the state it has: it was answered before, or given up. */
  settles: boolean;
  /** False when the request already has its answer: this one is a repetition. */
  first: boolean;
}

/** Waiting requests remembered per session and side. A storm of more than these is beyond pairing. */
const maxOpen = 16_384;
/** Answered ids remembered per session and side, to tell a repeated answer from an unknown one. */
const maxAnswered = 4_096;

function keyOf(id: string | number): string {
  if (typeof id === 'number') return `n${id}`;
  // A hostile id may be megabytes long and must not stay in memory.
  return id.length <= 300 ? `s${id}` : `h${createHash('sha256').update(id).digest('base64')}`;
}

function rememberOpen({ open }: Side, key: string, asked: Asked): void {
  open.set(key, asked);
  if (open.size <= maxOpen) return;
  for (const oldest of open.keys()) {
    open.delete(oldest);
    break;
  }
}

/** Lets go of half of them at a time: to take the oldest out of a map for each new one is slow. */
function rememberAnswered(side: Side, key: string, asked: Asked): void {
  side.answered.set(key, asked);
  if (side.answered.size < maxAnswered / 2) return;
  side.answeredBefore = side.answered;
  side.answered = new Map();
}

/**
 * Pairs requests and responses by (session, direction, id): both sides number their requests independently, and every
 * session starts anew (MCP base protocol, "Requests": an id is unique per requestor within a session).
 */
export class Pairing {
  readonly #sides = new Map<string, Side>();

  #side(session: number, asking: Direction): Side {
    const key = `${session}${asking}`;
    let side = this.#sides.get(key);
    if (!side)
      this.#sides.set(key, (side = { open: new Map(), answered: new Map(), answeredBefore: new Map() }));
    return side;
  }

  /** A request was seen. Gives what is remarkable about its id. */
  request(session: number, direction: Direction, id: RpcId, asked: Omit<Asked, 'cancelled'>): RecordFlag[] {
    if (id === null) return ['null-id'];
    const side = this.#side(session, direction);
    const key = keyOf(id);
    const again = side.open.has(key) || side.answered.has(key) || side.answeredBefore.has(key);
    // The older one of two waiting requests of one id can no longer be told apart: the newer one gets the answer.
    side.open.delete(key);
    rememberOpen(side, key, { ...asked, cancelled: false });
    return again ? ['duplicate-id'] : [];
  }

  /** A response was seen, going in `direction`. Gives its request, and what is remarkable. */
  response(
    session: number,
    direction: Direction,
    id: RpcId,
    time: number,
  ): { match: Match | undefined; flags: RecordFlag[] } {
    if (id === null) return { match: undefined, flags: ['null-id'] };
    const side = this.#side(session, direction === 'in' ? 'out' : 'in');
    const key = keyOf(id);
    const matched = (asked: Asked, first: boolean): Match => ({
      seq: asked.seq,
      method: asked.method,
      latency: Math.max(0, time - asked.time),
      settles: first && !asked.cancelled,
      first,
    });
    const open = side.open.get(key);
    if (open) {
      side.open.delete(key);
      rememberAnswered(side, key, open);
      return { match: matched(open, true), flags: open.cancelled ? ['late'] : [] };
    }
    const answered = side.answered.get(key) ?? side.answeredBefore.get(key);
    if (answered) return { match: matched(answered, false), flags: ['duplicate-id'] };
    const otherType = typeof id === 'number' ? keyOf(String(id)) : keyOf(Number(id));
    const confused = side.open.has(otherType) && (typeof id === 'number' || String(Number(id)) === id);
    return { match: undefined, flags: confused ? ['unknown-id', 'wrong-id-type'] : ['unknown-id'] };
  }

  /** The side that asked gave up. Gives the position of the request when it was waiting. */
  cancel(session: number, direction: Direction, id: RpcId): number | undefined {
    if (id === null) return undefined;
    const asked = this.#side(session, direction).open.get(keyOf(id));
    if (!asked || asked.cancelled) return undefined;
    asked.cancelled = true;
    return asked.seq;
  }

  /** Forgets a session. Gives the positions of the requests that waited in vain. */
  close(session: number): number[] {
    const lost: number[] = [];
    for (const direction of ['in', 'out'] as const) {
      const side = this.#sides.get(`${session}${direction}`);
      if (!side) continue;
      for (const asked of side.open.values()) if (!asked.cancelled) lost.push(asked.seq);
      this.#sides.delete(`${session}${direction}`);
    }
    return lost;
  }
}
