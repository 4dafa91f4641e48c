import type { Direction, FrameReading, RecordFlag, RpcId } from '#contract/traffic-record.ts';
import type { Change } from './change.ts';
import { Pairing } from './pairing.ts';
import { packFlags } from './stored-record.ts';

/** Characters of a method or an id kept in a row; the bytes have it whole. */
const nameLimit = 300;

/** A method as rows keep it. */
export function shortMethod(method: string | undefined): string | undefined {
  return method !== undefined && method.length > nameLimit ? method.slice(0, nameLimit) : method;
}

/** An id as rows keep it. */
export function shortId(id: RpcId | undefined): RpcId | undefined {
  return typeof id === 'string' ? shortMethod(id) : id;
}

/** An answer that breaks JSON-RPC still ends its request, with an error. */
function isBrokenAnswer({ kind, method, isError }: FrameReading): boolean {
  return kind === 'invalid' && method === undefined && isError !== undefined;
}

/** What a reading means for the record it was made of, and for the other half of its exchange. */
export interface Meaning {
  reading: FrameReading & { flags: RecordFlag[] };
  change: Change;
  other?: { seq: number; change: Change };
}

/** Turns readings into changes of records, with the help of {@link Pairing}. */
export class Interpreter {
  readonly #pairing = new Pairing();

  interpret(
    record: { seq: number; session: number; direction: Direction; time: number },
    reading: FrameReading,
  ): Meaning {
    const { seq, session, direction, time } = record;
    const { kind, id, caller } = reading;
    const change: Change = { kind, id: shortId(id), caller, method: shortMethod(reading.method) };
    let found: RecordFlag[] = [];
    let other: Meaning['other'];
    let method = reading.method;
    if (kind === 'request' && id !== undefined) {
      found = this.#pairing.request(session, direction, id, { seq, time, method: change.method });
      if (id !== null) change.status = 'open';
    } else if (kind === 'response' || isBrokenAnswer(reading)) {
      const status = reading.isError === true || kind === 'invalid' ? 'error' : 'ok';
      const { match, flags } = this.#pairing.response(session, direction, id ?? null, time);
      // JSON-RPC 2.0, "Response object": an error may lack the id of a request that could not be read.
      found = id === undefined ? [] : flags;
      change.status = status;
      if (match) {
        method ??= match.method;
        change.method = shortMethod(method);
        change.pair = match.seq;
        change.latency = match.latency;
        const settled: Change = { pair: seq, latency: match.latency };
        if (match.settles) settled.status = status;
        if (match.first) other = { seq: match.seq, change: settled };
      }
    }
    const flags = reading.flags ? [...new Set([...reading.flags, ...found])] : found;
    change.flags = packFlags(flags);
    return {
      reading: { ...reading, ...(method === undefined ? {} : { method }), flags },
      change,
      ...(other ? { other } : {}),
    };
  }

  /** The side that asked gave up; gives the position of the request when it waited. */
  cancel(session: number, id: RpcId, direction: Direction): number | undefined {
    return this.#pairing.cancel(session, direction, id);
  }

  /** Ends a session; gives the requests that waited. */
  close(session: number): number[] {
    return this.#pairing.close(session);
  }
}
