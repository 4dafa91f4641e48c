import { HostFailure } from '#contract/host-error.ts';
import type { Era, ExitFacts, RunningFacts } from '#contract/session-state.ts';
import type { Client } from '@modelcontextprotocol/client';
import { spawnProcess, type RunningProcess } from '../process/spawn-process.ts';
import { createChildTransport, type ChildTransport } from './child-transport.ts';
import { createClient, runningFacts } from './create-client.ts';
import { exitInWords } from './exit-in-words.ts';
import { handshakeFailure } from './handshake-failure.ts';
import type { SessionEvents, SessionOptions } from './launch.ts';
import { pipeTime } from './tap.ts';

/** One live connection: the client library over our transport. */
export interface Connection {
  readonly client: Client;
  readonly facts: RunningFacts;
  readonly child: RunningProcess | undefined;
  close(): Promise<void>;
}

/** What the session hears of a connection. */
export interface ConnectionEvents extends Pick<SessionEvents, 'onListChanged' | 'onResourceUpdated'> {
  onStep(step: 'spawning' | 'probing' | 'handshake', pid?: number): void;
  /** The process ended, whatever the reason; also before the handshake was done. */
  onExit(exit: ExitFacts): void;
  /** The process ended, or the connection was lost. Once; never after `close` was called. */
  onEnded(exit: ExitFacts | undefined): void;
}

/**
 * Starts the process and gets through the handshake, in the era asked for. With `auto` it probes in place and, when
 * the server dies of the probe, starts it again and speaks the older era.
 * Throws HostFailure: what `spawnProcess` throws, `exited-at-start`, `handshake-timeout`, `handshake-failed`,
 * `version-mismatch`, `cancelled`.
 */
export async function connectChild(
  options: SessionOptions & { launch: { kind: 'stdio' } },
  events: ConnectionEvents,
  signal: AbortSignal,
): Promise<Connection> {
  const first = options.era === 'auto' ? (options.knownEra ?? 'auto') : options.era;
  const attempt = await attemptChild(options, events, signal, first);
  if ('connection' in attempt) return attempt.connection;
  // Some servers exit on any request before `initialize`; others of the new era were too slow for the probe.
  const second = first === 'auto' ? attempt.retryWith : undefined;
  if (!second || signal.aborted) throw attempt.failure;
  const again = await attemptChild(options, events, signal, second);
  if ('connection' in again) return again.connection;
  // That it does not speak the new era either says less than its own refusal.
  throw second === 'modern' ? attempt.failure : again.failure;
}

type Attempt = { connection: Connection } | { failure: HostFailure; retryWith?: Era | undefined };

async function attemptChild(
  options: SessionOptions & { launch: { kind: 'stdio' } },
  events: ConnectionEvents,
  signal: AbortSignal,
  era: 'auto' | Era,
): Promise<Attempt> {
  const { launch } = options;
  const tap = options.openTap();
  const startedAt = pipeTime();
  let transport: ChildTransport | undefined;
  let exit: ExitFacts | undefined;
  let phase: 'connecting' | 'open' | 'closed' = 'connecting';
  events.onStep('spawning');
  const child = await spawnProcess(
    {
      command: launch.command,
      args: launch.args,
      env: launch.env,
      ...(launch.cwd === undefined ? {} : { cwd: launch.cwd }),
      tag: options.tag,
      contain: launch.contain ?? false,
    },
    {
      onStdout: (chunk, time) => transport?.receive(chunk, time),
      onStderr(bytes, time) {
        tap.record({ direction: 'in', kind: 'stderr', bytes, time });
      },
      onStdinClosed() {
        tap.lifecycle('stdin-closed', 'closed its stdin: it reads no more messages');
        transport?.broke(closedPipe('stopped-reading', 'its stdin and reads no more messages'));
      },
      onStdoutClosed() {
        tap.lifecycle('stdout-closed', 'closed its stdout: no answer can come any more');
        transport?.broke(closedPipe('server-exited', 'its stdout, so that no answer can come any more'));
      },
      onExit(facts) {
        if (!transport?.closedByUs) exit = facts;
        events.onExit(facts);
        tap.lifecycle('exited', exitInWords(facts), {
          code: facts.code,
          signal: facts.signal,
          ranFor: facts.ranFor,
        });
        transport?.ended();
        tap.close();
        if (phase === 'open') events.onEnded(facts);
      },
    },
  ).catch((error: unknown) => {
    tap.lifecycle('spawn-failed', error instanceof Error ? error.message : String(error));
    tap.close();
    throw error;
  });
  tap.lifecycle('spawned', `${[launch.command, ...launch.args].join(' ')} · pid ${child.pid}`, {
    pid: child.pid,
    command: child.commandResolved,
    environmentNames: Object.keys(launch.env),
    cwd: launch.cwd,
  });
  transport = createChildTransport(child, tap, options);
  const client = createClient(options, era, events);
  events.onStep(era === 'auto' ? 'probing' : 'handshake', child.pid);
  try {
    await client.connect(transport, {
      timeout: options.handshakeTimeout,
      signal,
      ...(era === 'legacy' ? { prior: { kind: 'legacy' } } : {}),
    });
  } catch (error) {
    phase = 'closed';
    const diedByItself = exit !== undefined;
    await child.stop();
    const broken = exit || signal.aborted ? undefined : transport.broken;
    const failure = broken ?? handshakeFailure(error, options, exit, signal);
    return { failure, retryWith: retryEra(era, diedByItself, failure) };
  }
  const facts = runningFacts(client, child.pid, pipeTime() - startedAt);
  transport.setEra(facts.era, facts.protocolVersion);
  // It may have ended in the same tick as it answered.
  if (exit) return { failure: handshakeFailure(undefined, options, exit, signal) };
  phase = 'open';
  return {
    connection: {
      client,
      facts,
      child,
      async close() {
        phase = 'closed';
        await client.close().catch(() => undefined);
        await child.stop();
      },
    },
  };
}

function closedPipe(code: 'stopped-reading' | 'server-exited', what: string): HostFailure {
  return new HostFailure(code, `The server has closed ${what}, though it still runs. Restart it.`);
}

function retryEra(era: 'auto' | Era, diedByItself: boolean, failure: HostFailure): Era | undefined {
  if (era !== 'auto') return undefined;
  if (diedByItself) return 'legacy';
  // Answered, but not to `initialize`: it speaks the new era only and was slow to start.
  return failure.code === 'protocol-error' || failure.code === 'handshake-failed' ? 'modern' : undefined;
}
