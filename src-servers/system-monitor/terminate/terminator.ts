import { setTimeout as pause } from 'node:timers/promises';
import type { Machine, ProcessDetail } from '../machine/machine.ts';
import { identityOf } from '../sampling/process-meter.ts';
import { printable } from '../text/printable.ts';
import { Refusal, terminable, type Ourselves } from './refusals.ts';

/** What was asked for. */
export interface Request {
  readonly pid: number;
  /** SIGKILL instead of SIGTERM; only after a SIGTERM to the same process. */
  readonly force: boolean;
  /** When the process started that is meant, in milliseconds since 1970; undefined: whatever has the pid now. */
  readonly startedAt: number | undefined;
  /** How long to watch whether the process ends. */
  readonly waitMs: number;
  /** Stops watching; what was signalled stays signalled. */
  readonly signal: AbortSignal;
  readonly onWaiting: (elapsedMs: number) => void;
}

/** What happened. */
export interface Outcome {
  readonly pid: number;
  readonly name: string;
  readonly startedAt: number;
  readonly signal: 'SIGTERM' | 'SIGKILL';
  readonly gone: boolean;
  readonly waitedMs: number;
}

/** Sends the signal; a parameter so that a test can see that none was sent. */
export type Kill = (pid: number, signal: 'SIGTERM' | 'SIGKILL') => void;

const mostRemembered = 1_024;

/**
 * Ends processes of our own user, politely first. Checks who a pid belongs to immediately before the signal: the
 * system gives the number of an ended process to a new one.
 */
export class Terminator {
  readonly #machine: Machine;
  readonly #kill: Kill;
  readonly #ourselves: () => Ourselves;
  /** Processes that got a SIGTERM from us: the only ones that may get a SIGKILL. */
  readonly #asked = new Set<string>();

  constructor(
    machine: Machine,
    kill: Kill = (pid, signal) => process.kill(pid, signal),
    ourselves: () => Ourselves = () => ({ pid: process.pid, ppid: process.ppid }),
  ) {
    this.#machine = machine;
    this.#kill = kill;
    this.#ourselves = ourselves;
  }

  /** @throws Refusal when nothing was signalled, with the reason */
  async terminate(request: Request): Promise<Outcome> {
    const { pid } = request;
    const target = await terminable(this.#machine, pid, this.#ourselves());
    if (request.startedAt !== undefined && request.startedAt !== target.startedAt)
      throw new Refusal(
        `${pid} is another process now than the one that was listed (${printable(target.name, 64)}, started ${new Date(
          target.startedAt,
        ).toISOString()}); nothing was signalled. Call list_processes again.`,
      );
    const identity = identityOf(target);
    if (request.force && !this.#asked.has(identity))
      throw new Refusal(
        `Process ${pid} was not asked to end yet; call terminate_process without force first, it may save its work.`,
      );
    const signal = request.force ? 'SIGKILL' : 'SIGTERM';
    request.signal.throwIfAborted();
    await this.#send(target, signal);
    this.#remember(identity);
    const started = performance.now();
    const gone = await this.#watch(target, request, started);
    return {
      pid,
      name: target.name,
      startedAt: target.startedAt,
      signal,
      gone,
      waitedMs: Math.round(performance.now() - started),
    };
  }

  async #send(target: ProcessDetail, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { pid } = target;
    const now = await this.#machine.inspect(pid);
    if (now === undefined || now.startedAt !== target.startedAt || !now.ownedByUs)
      throw new Refusal(`Process ${pid} ended by itself just now; nothing was signalled.`);
    try {
      this.#kill(pid, signal);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ESRCH')
        throw new Refusal(`Process ${pid} ended by itself just now; nothing was signalled.`);
      throw new Refusal(`The system did not let us signal process ${pid} (${String(code ?? error)}).`);
    }
  }

  async #watch(target: ProcessDetail, request: Request, started: number): Promise<boolean> {
    for (let step = 10; ; step = Math.min(step * 1.5, 200)) {
      const now = await this.#machine.inspect(target.pid);
      // A zombie has ended: it only waits for its parent to notice.
      if (
        now === undefined ||
        now.startedAt !== target.startedAt ||
        now.state === 'zombie' ||
        now.state === 'dead'
      )
        return true;
      const elapsed = performance.now() - started;
      if (elapsed >= request.waitMs || request.signal.aborted) return false;
      request.onWaiting(elapsed);
      await pause(Math.min(step, request.waitMs - elapsed), undefined, { signal: request.signal }).catch(
        () => undefined,
      );
    }
  }

  #remember(identity: string): void {
    this.#asked.add(identity);
    const oldest = this.#asked.size > mostRemembered ? this.#asked.values().next().value : undefined;
    if (oldest !== undefined) this.#asked.delete(oldest);
  }
}
