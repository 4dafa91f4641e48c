import type { Caller } from '#contract/grant.ts';
import type { FrameReading, RecordKind } from '#contract/traffic-record.ts';
import { pipeTime, type Tap } from '../session/tap.ts';
import type { TrafficLog } from '../traffic/traffic-log.ts';
import type { WireCount } from './meters.ts';
import type { SessionNotes } from './session-notes.ts';

/** Joins one session's tap to the traffic log under a session number of its own, counts for the meters, notes for the doctor. */
export function openSessionTap(
  log: TrafficLog,
  server: string,
  count: WireCount,
  notes: SessionNotes,
): Tap & { readonly session: number } {
  const session = log.openSession(server);
  return {
    session,
    record(entry) {
      if (entry.kind !== 'stderr') count.messages += 1;
      count.bytes += entry.size ?? entry.bytes.length;
      notes.recorded(entry);
      return log.append({ session, server, ...entry });
    },
    read(seq, reading: FrameReading) {
      notes.read(log.interpret(seq, reading));
    },
    cancelled: (id) => log.markCancelled(session, id, 'out'),
    lifecycle(event, text, detail) {
      notes.lifecycle(event);
      recordWords(log, { session, server, kind: 'lifecycle' }, { event, text, ...detail });
    },
    close: () => log.closeSession(session),
  };
}

/** Writes what happened, in words, into the one timeline. */
export function recordWords(
  log: TrafficLog,
  where: {
    session: number;
    server: string;
    kind: Extract<RecordKind, 'lifecycle' | 'decision'>;
    caller?: Caller;
  },
  words: { event: string; text: string } & Record<string, unknown>,
): void {
  log.append({
    ...where,
    direction: 'none',
    time: pipeTime(),
    method: words.event,
    bytes: Buffer.from(JSON.stringify(words)),
  });
}
