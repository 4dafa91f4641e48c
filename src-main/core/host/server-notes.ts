import type { ExitFacts, SessionState } from '#contract/session-state.ts';
import { createSessionNotes, type SessionNotes } from './session-notes.ts';

/** Milliseconds in which a crash is still worth a word although the server was started again. */
const rememberedFor = 10 * 60_000;

/** What the host remembers of one server for the doctor: its current or last session, and how it ended before. */
export interface ServerNotes {
  /** A session begins. */
  open(): SessionNotes;
  readonly session: SessionNotes | undefined;
  changed(state: SessionState): void;
  lastCrash(): { exit: ExitFacts; count: number } | undefined;
}

/** Makes empty notes. */
export function createServerNotes(now: () => number = Date.now): ServerNotes {
  let session: SessionNotes | undefined;
  let crashes: { at: number; exit: ExitFacts }[] = [];
  return {
    open: () => (session = createSessionNotes()),
    get session() {
      return session;
    },
    changed(state) {
      // A person who stops it has seen what it did before.
      if (state.phase === 'stopped') crashes = [];
      if (state.phase !== 'failed' || !state.exit || crashes.at(-1)?.exit === state.exit) return;
      crashes.push({ at: now(), exit: state.exit });
      if (crashes.length > 100) crashes.shift();
    },
    lastCrash() {
      const recent = crashes.filter(({ at }) => now() - at < rememberedFor);
      const last = recent.at(-1);
      return last && { exit: last.exit, count: recent.length };
    },
  };
}
