import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { HostFailure } from '#contract/host-error.ts';
import { startOf, type ProcessEntry } from './list-processes.ts';
import type { ProcessEvents, ProcessExit, SpawnOptions } from './spawn-process.ts';
import { endWithUs } from './end-with-us.ts';
import { findTree } from './process-tree.ts';
import { StderrTail } from './stderr-tail.ts';
import { defaultGrace, stopProcess, sweepLeftovers } from './stop-process.ts';

/** A process that was started. */
export interface RunningProcess {
  readonly pid: number;
  /** The file that was started. */
  readonly commandResolved: string;
  /**
   * Hands bytes to its stdin; they must not be changed afterwards. Throws `stopped-reading` when more would wait than
   * may, and `server-exited` when it has ended or closed its input.
   */
  write(bytes: Uint8Array): void;
  /** Bytes written and not yet taken. */
  readonly queuedBytes: number;
  /** Back-pressure: the process blocks once the pipe is full. */
  pauseStdout(): void;
  resumeStdout(): void;
  /** Ends it, politely and then firmly, and everything it started. Five seconds at most. Never rejects. */
  stop(): Promise<ProcessExit>;
  /** It has ended. Follows the process itself, not its pipes. Never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** It has ended and nothing of its tree is left. Never rejects. */
  readonly gone: Promise<void>;
}

/** Grandchildren may hold the pipe: this long without a byte means that all is read. */
const idleBeforeExit = 20;
const longestDrain = 250;
/** A closed pipe is mostly the first sign of an exit; only past this time it is said on its own. */
const exitFollowsWithin = 100;
const politeToLeftovers = 500;

const now = (): number => performance.timeOrigin + performance.now();

/** Watches over a child from the moment of its spawn. `events` are called from here only. */
export function superviseChild(
  child: ChildProcess,
  options: SpawnOptions & { file: string },
  events: ProcessEvents,
): RunningProcess {
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr)
    throw new HostFailure('spawn-failed', 'The process got no pipes. Start it again.');
  const pid = child.pid ?? -1;
  const started = performance.now();
  const maxQueued = options.maxQueuedBytes ?? 16 * 1024 * 1024;
  const tail = new StderrTail();
  const root = { pid, tag: options.tag, started: startOf(pid) };
  let state: 'starting' | 'alive' | 'ended' = 'starting';
  let inputClosed = false;
  let mayPause = true;
  let lastByteAt = 0;
  let known: Promise<ProcessEntry[]> = Promise.resolve([]);
  let stopping: Promise<ProcessExit> | undefined;

  const release = pid > 0 ? endWithUs(pid) : undefined;
  child.once('spawn', () => (state = 'alive'));
  stdout.on('data', (chunk: Uint8Array) => {
    lastByteAt = performance.now();
    events.onStdout(chunk, now());
  });
  stderr.on('data', (chunk: Uint8Array) => {
    lastByteAt = performance.now();
    tail.push(chunk);
    events.onStderr(chunk, now());
  });
  for (const stream of [stdout, stderr]) stream.on('error', () => stream.destroy());
  const sayUnlessExited = (say: () => void): void => {
    setTimeout(() => state === 'alive' && say(), exitFollowsWithin).unref();
  };
  stdout.once('close', () => sayUnlessExited(() => events.onStdoutClosed()));
  stdin.on('error', () => {
    if (inputClosed) return;
    inputClosed = true;
    sayUnlessExited(() => events.onStdinClosed());
  });

  // What waits in the pipe at the end is bounded, so a consumer that asked for a pause can take it.
  const readOn = (): void => {
    mayPause = false;
    stdout.resume();
  };

  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => {
      const ranFor = performance.now() - started;
      inputClosed = true;
      readOn();
      void drained([stdout, stderr], () => lastByteAt).then(() => {
        state = 'ended';
        stdout.destroy();
        stderr.destroy();
        const facts = { code, signal, ranFor, stderrTail: tail.lines() };
        resolve(facts);
        events.onExit(facts);
      });
    });
  });
  const gone = exited
    .then(async () => sweepLeftovers(root, await known, politeToLeftovers))
    .finally(() => release?.());

  async function end(): Promise<ProcessExit> {
    // Looked at before anything dies: afterwards orphans no longer say whose they were.
    known = findTree(root).catch(() => []);
    // A process that blocks on a full pipe could not end politely.
    readOn();
    const closeInput = (): void => {
      inputClosed = true;
      if (!stdin?.destroyed) stdin?.end();
    };
    await stopProcess({ ...root, closeInput, exited, known }, options.grace ?? defaultGrace);
    // A process in uninterruptible sleep outlives even SIGKILL: then the system has not said how it ended.
    const unknown: ProcessExit = {
      code: null,
      signal: null,
      ranFor: performance.now() - started,
      stderrTail: tail.lines(),
    };
    if (state !== 'ended' && child.exitCode === null && child.signalCode === null) return unknown;
    await gone;
    return exited;
  }

  return {
    pid,
    commandResolved: options.file,
    get queuedBytes() {
      return stdin.writableLength;
    },
    write(bytes) {
      if (inputClosed || state === 'ended' || stdin.destroyed || stdin.writableEnded) {
        throw new HostFailure('server-exited', 'The server no longer takes input. Start it again.');
      }
      const queued = stdin.writableLength;
      // One message alone may be larger than the limit: it has to pass in some way.
      if (queued > 0 && queued + bytes.length > maxQueued) {
        throw new HostFailure(
          'stopped-reading',
          `The server has stopped reading: ${queued} bytes wait for it. Restart it.`,
        );
      }
      stdin.write(bytes);
    },
    pauseStdout: () => void (mayPause && stdout.pause()),
    resumeStdout: () => void stdout.resume(),
    stop() {
      stopping ??= end();
      return stopping;
    },
    exited,
    gone,
  };
}

/** Resolves when the streams have ended, or nothing has come for a while, or the time is up. */
async function drained(streams: Readable[], lastByteAt: () => number): Promise<void> {
  const began = performance.now();
  const isDone = (): boolean => streams.every((stream) => stream.readableEnded || stream.destroyed);
  while (!isDone() && performance.now() - began < longestDrain) {
    const before = lastByteAt();
    for (let turn = 0; turn < 4 && !isDone(); turn += 1) await nextTurn();
    if (isDone()) return;
    await delay(idleBeforeExit);
    // A busy event loop fires timers before it reads pipes: look at the pipes once more.
    await nextTurn();
    await nextTurn();
    if (lastByteAt() === before) return;
  }
}
