import type { MeterSample, ServerMeter } from '#contract/meters.ts';
import { createTreeMeter, type TreeMeter } from '../process/measure-tree.ts';

/** What went over one server's wire since the host started. The tap counts. */
export interface WireCount {
  messages: number;
  bytes: number;
}

/** One running server, as the meters see it. */
export interface Metered {
  server: string;
  /** Undefined over HTTP. */
  pid: number | undefined;
  /** `performance.now()` at the end of its handshake. */
  runningSince: number;
  restarts: number;
  /** Of the whole life of the server, over all its sessions. */
  wire: Readonly<WireCount>;
}

/** What the meters need, and to whom they hand on. */
export interface MeterContext {
  running(): Metered[];
  /** True while someone hears events: then every two seconds, else every ten. */
  watched(): boolean;
  onMetered(time: number, meters: ServerMeter[]): void;
  /** Milliseconds between samples. */
  every?: { watched: number; unwatched: number };
  trees?: TreeMeter;
}

/** What every server uses and does, over the last ten minutes. */
export interface Meters {
  /** Samples of one server, oldest first. */
  history(server: string): MeterSample[];
  forget(server: string): void;
  close(): void;
}

const keptFor = 10 * 60 * 1000;

/** Starts measuring. The timer keeps no process alive; with no server running a sample costs nothing. */
export function startMeters(context: MeterContext): Meters {
  const every = context.every ?? { watched: 2000, unwatched: 10_000 };
  const trees = context.trees ?? createTreeMeter();
  const histories = new Map<string, MeterSample[]>();
  const before = new Map<string, { at: number; messages: number; bytes: number }>();
  let lastSample = performance.now();
  let busy = false;
  let closed = false;

  async function sample(): Promise<void> {
    const running = context.running();
    if (running.length === 0) {
      before.clear();
      return;
    }
    const usages = await trees.sample(running.flatMap(({ pid }) => (pid === undefined ? [] : [pid])));
    if (closed) return;
    const time = Date.now();
    const now = performance.now();
    const meters = running.map((metered): ServerMeter => {
      const usage = metered.pid === undefined ? undefined : usages.get(metered.pid);
      const one: MeterSample = {
        time,
        ...(usage ? { cpu: round(usage.cpu), memory: usage.memory, children: usage.children } : {}),
        ...rates(metered, now),
      };
      remember(metered.server, one);
      const { restarts } = metered;
      return { server: metered.server, ...one, restarts, uptime: now - metered.runningSince };
    });
    context.onMetered(time, meters);
  }

  function rates({ server, wire }: Metered, now: number): Pick<MeterSample, 'messages' | 'bytes'> {
    const earlier = before.get(server);
    before.set(server, { at: now, messages: wire.messages, bytes: wire.bytes });
    const seconds = earlier ? (now - earlier.at) / 1000 : 0;
    if (!earlier || seconds <= 0) return { messages: 0, bytes: 0 };
    return {
      messages: round((wire.messages - earlier.messages) / seconds),
      bytes: Math.round((wire.bytes - earlier.bytes) / seconds),
    };
  }

  function remember(server: string, one: MeterSample): void {
    const history = histories.get(server) ?? [];
    histories.set(server, history);
    history.push(one);
    const from = history.findIndex(({ time }) => time > one.time - keptFor);
    if (from > 0) history.splice(0, from);
  }

  const timer = setInterval(() => {
    const now = performance.now();
    // A little early counts: a timer that comes a millisecond too soon must not skip a whole round.
    if (busy || (!context.watched() && now - lastSample < every.unwatched - every.watched / 2)) return;
    lastSample = now;
    busy = true;
    void sample().finally(() => (busy = false));
  }, every.watched);
  timer.unref();

  return {
    history: (server) => [...(histories.get(server) ?? [])],
    forget(server) {
      histories.delete(server);
      before.delete(server);
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
