import type { Caller } from '#contract/grant.ts';
import { HostFailure, toHostError } from '#contract/host-error.ts';
import type { Inventory, Tool } from '#contract/inventory.ts';
import type { Era, RunningFacts, SessionState } from '#contract/session-state.ts';
import type { SessionOptions } from '../session/launch.ts';
import { listInventory } from '../session/list-inventory.ts';
import { createSession, type Session } from '../session/session.ts';
import type { Tap } from '../session/tap.ts';
import { createRestartPolicy } from './restart-policy.ts';

/** What a runner needs from the host, and what it tells. */
export interface RunnerContext {
  /** Everything for the next start, from the settings as they are now. Throws HostFailure when they cannot be used. */
  prepare(): Omit<SessionOptions, 'openTap'>;
  openTap(): Tap & { readonly session: number };
  onChanged(): void;
  onResourceUpdated(uri: string): void;
  /** Every list of tools, as soon as it is known. */
  onTools(tools: readonly Tool[]): void;
  /** The era this launch was found to speak. */
  onEra(era: Era): void;
  /** False on the command line: nothing is started that nobody asked for. */
  restartsByItself: boolean;
}

/** One server over its whole life in the host: many sessions, one after the other. */
export interface ServerRunner {
  readonly state: SessionState;
  /** Number of the current or last session in the traffic log. */
  readonly sessionNumber: number | undefined;
  readonly restarts: number;
  /** `performance.now()` at the end of the handshake, while it runs. */
  readonly runningSince: number | undefined;
  readonly inventory: Inventory;
  /** Starts it, or joins the start under way. Rejects with the failure of the start. */
  start(): Promise<RunningFacts>;
  stop(): Promise<void>;
  /** Leaves it stopped and says why. */
  hold(reason: HostFailure): void;
  restart(): Promise<RunningFacts>;
  /** The running session; throws `server-not-running`. */
  running(): Session;
  refresh(caller: Caller): Promise<Inventory>;
  subscribe(uri: string, wanted: boolean): Promise<void>;
}

/** Makes a runner; nothing starts by itself. */
export function createServerRunner(name: string, context: RunnerContext): ServerRunner {
  const policy = createRestartPolicy(name);
  const subscriptions = new Set<string>();
  let session: Session | undefined;
  let sessionNumber: number | undefined;
  let state: SessionState = { phase: 'stopped', since: Date.now() };
  let starts = 0;
  /** On the monotonic clock: the wall clock may jump. */
  let runningSince = 0;
  let retry: NodeJS.Timeout | undefined;
  let starting: Promise<RunningFacts> | undefined;
  let stopping: Promise<void> | undefined;
  let relist: NodeJS.Timeout | undefined;
  let inventory: Inventory = {
    server: name,
    revision: 0,
    tools: [],
    resources: [],
    resourceTemplates: [],
    prompts: [],
    problems: [],
  };

  function become(next: SessionState): void {
    state = next;
    context.onChanged();
  }

  function onSessionState(of: Session | undefined, next: SessionState): void {
    if (of !== session) return;
    if (next.phase === 'failed') {
      afterFailure(next);
      return;
    }
    // Running is announced once the lists are there, by `begin`.
    if (next.phase !== 'running') become(next);
  }

  function afterFailure(failed: Extract<SessionState, { phase: 'failed' }>): void {
    const ranFor = state.phase === 'running' ? performance.now() - runningSince : undefined;
    const mayRetry =
      context.restartsByItself &&
      (failed.error.code === 'server-exited' || failed.error.code === 'exited-at-start');
    const advice = mayRetry ? policy.ended(ranFor, failed.error.evidence ?? []) : undefined;
    if (!advice?.restart) {
      become(advice?.failure ? { ...failed, error: advice.failure.toHostError() } : failed);
      return;
    }
    become({ ...failed, retryAt: Date.now() + advice.delay });
    clearTimeout(retry);
    retry = setTimeout(() => void begin().catch(() => undefined), advice.delay);
  }

  function begin(): Promise<RunningFacts> {
    clearTimeout(retry);
    starting ??= run().finally(() => {
      starting = undefined;
    });
    return starting;
  }

  async function run(): Promise<RunningFacts> {
    await stopping;
    starts += 1;
    let options: Omit<SessionOptions, 'openTap'>;
    try {
      options = context.prepare();
    } catch (error) {
      become({ phase: 'failed', since: Date.now(), error: toHostError(error) });
      throw error;
    }
    const openTap = (): Tap => {
      const tap = context.openTap();
      sessionNumber = tap.session;
      return tap;
    };
    const fresh: Session = createSession(
      { ...options, openTap },
      {
        onState: (next) => onSessionState(fresh, next),
        onListChanged: () => {
          clearTimeout(relist);
          relist = setTimeout(() => void relistNow(fresh).catch(() => undefined), 50);
        },
        onResourceUpdated: (uri) => context.onResourceUpdated(uri),
      },
    );
    session = fresh;
    const facts = await fresh.start();
    context.onEra(facts.era);
    await relistNow(fresh);
    if (session !== fresh || fresh.state.phase !== 'running') {
      throw new HostFailure(
        'server-exited',
        `${name} ended while it was being listed. Look at its last words.`,
      );
    }
    runningSince = performance.now();
    become({ phase: 'running', since: fresh.state.since, facts });
    // A server that refuses the stream works without it; the refusal is in the traffic.
    await fresh.listenTo([...subscriptions]).catch(() => undefined);
    return facts;
  }

  async function relistNow(of: Session, caller: Caller = 'window'): Promise<Inventory> {
    const live = of.state;
    if (live.phase !== 'running') throw notRunning();
    const lists = await listInventory(of, live.facts, caller);
    if (of !== session) return inventory;
    inventory = { server: name, revision: inventory.revision + 1, ...lists };
    context.onTools(inventory.tools);
    context.onChanged();
    return inventory;
  }

  async function halt(): Promise<void> {
    clearTimeout(retry);
    clearTimeout(relist);
    const old = session;
    if (old) {
      await old.stop();
      if (session === old) become(old.state);
    } else if (state.phase !== 'stopped') become({ phase: 'stopped', since: Date.now() });
  }

  const notRunning = (): HostFailure =>
    new HostFailure('server-not-running', `${name} is not running. Start it, then try again.`);

  const runner: ServerRunner = {
    get state() {
      return state;
    },
    get sessionNumber() {
      return sessionNumber;
    },
    get restarts() {
      return Math.max(0, starts - 1);
    },
    get runningSince() {
      return state.phase === 'running' ? runningSince : undefined;
    },
    get inventory() {
      return inventory;
    },
    start() {
      if (state.phase === 'running' && session?.state.phase === 'running')
        return Promise.resolve(state.facts);
      policy.reset();
      return begin();
    },
    stop() {
      stopping ??= halt().finally(() => {
        stopping = undefined;
      });
      return stopping;
    },
    hold: (reason) => become({ phase: 'failed', since: Date.now(), error: reason.toHostError() }),
    async restart() {
      await runner.stop();
      policy.reset();
      return begin();
    },
    running() {
      if (!session || session.state.phase !== 'running') throw notRunning();
      return session;
    },
    refresh: (caller) => relistNow(runner.running(), caller),
    async subscribe(uri, wanted) {
      const live = runner.running();
      if (wanted) subscriptions.add(uri);
      else subscriptions.delete(uri);
      const facts = live.state.phase === 'running' ? live.state.facts : undefined;
      if (facts?.era === 'modern') {
        await live.listenTo([...subscriptions]);
      } else {
        await live.request(wanted ? 'resources/subscribe' : 'resources/unsubscribe', { uri }, 'window');
      }
    },
  };
  return runner;
}
