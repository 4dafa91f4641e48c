import type { ChildProcess } from 'node:child_process';
import { stat } from 'node:fs/promises';
import spawn from 'cross-spawn';
import { HostFailure } from '#contract/host-error.ts';
import type { ExitFacts } from '#contract/session-state.ts';
import { checkScript } from './check-script.ts';
import { findContainer, type Container } from './contain-process.ts';
import { sessionTagName } from './list-processes.ts';
import { resolveCommand } from './resolve-command.ts';
import { superviseChild, type RunningProcess } from './running-process.ts';
import type { Grace } from './stop-process.ts';

export type { RunningProcess } from './running-process.ts';
export type ProcessExit = ExitFacts;

/** How to start a process. */
export interface SpawnOptions {
  command: string;
  args: readonly string[];
  /** Complete: nothing is inherited. See `safeEnvironment`. */
  env: Record<string, string>;
  cwd?: string | undefined;
  /** Marks the process and its descendants (SIGNALBOX_SESSION in their environment). Unique per start. */
  tag: string;
  grace?: Grace;
  /** Into a process namespace that dies with us, where the machine can: see `findContainer`. */
  contain?: boolean;
  /** Bytes that may wait for the process to read. Default 16 MiB. */
  maxQueuedBytes?: number;
  /** A PATH to look for near misses of a command that is not found. */
  hintPath?: string | undefined;
}

/** What a process does. Times are milliseconds since 1970 with fraction, taken when the bytes left the pipe. */
export interface ProcessEvents {
  onStdout(chunk: Uint8Array, time: number): void;
  onStderr(chunk: Uint8Array, time: number): void;
  /** Once, after all output that it left. Nothing follows. */
  onExit(facts: ProcessExit): void;
  /** It closed its input and lives on. Known once something is written. */
  onStdinClosed(): void;
  /** It closed its output and lives on. */
  onStdoutClosed(): void;
}

/**
 * Starts a process without a shell, in a process group of its own, with exactly the environment given.
 * Rejects with `command-not-found`, `not-executable`, `bad-working-directory`, `script-not-found` or `spawn-failed`.
 */
export async function spawnProcess(options: SpawnOptions, events: ProcessEvents): Promise<RunningProcess> {
  await checkFolder(options.cwd);
  const file = await resolveCommand(options);
  await checkScript(file, options.args, options.cwd);
  const child = launch(file, options, options.contain === true ? await findContainer() : undefined);
  // Listeners first: what the child says at once must not be missed.
  const failed = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(explain(error, file)));
  });
  if (!child.stdin || !child.stdout || !child.stderr) return failed;
  const supervised = superviseChild(child, { ...options, file }, events);
  const spawned = new Promise<void>((resolve) => child.once('spawn', () => resolve()));
  await Promise.race([spawned, failed]);
  return supervised;
}

function launch(file: string, options: SpawnOptions, container: Container | undefined): ChildProcess {
  const args = container ? [...container.args, file, ...options.args] : options.args;
  try {
    return spawn(container?.file ?? file, args, {
      cwd: options.cwd,
      env: { ...options.env, [sessionTagName]: options.tag },
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
      detached: process.platform !== 'win32',
    });
  } catch (error) {
    throw explain(error, file);
  }
}

/** Throws `bad-working-directory` when there is no such folder. */
export async function checkFolder(cwd: string | undefined): Promise<void> {
  if (cwd === undefined) return;
  const facts = await stat(cwd).catch(() => undefined);
  if (facts?.isDirectory()) return;
  const problem = facts ? 'is not a folder' : 'does not exist';
  throw new HostFailure(
    'bad-working-directory',
    `The working directory “${cwd}” ${problem}. Correct it, or create it.`,
  );
}

function explain(thrown: unknown, file: string): HostFailure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return new HostFailure(
        'not-executable',
        `“${file}” exists, but the interpreter that its first line names does not. Install that, or correct the line.`,
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
      return new HostFailure(
        'not-executable',
        `The system refuses to run “${file}” (${code}). Check its permissions.`,
        {
          cause: error,
        },
      );
    case 'ENOEXEC':
      return new HostFailure(
        'not-executable',
        `“${file}” is not a program for this machine. Install the right one.`,
        {
          cause: error,
        },
      );
    case 'EMFILE':
    case 'ENFILE':
    case 'EAGAIN':
    case 'ENOMEM':
      return new HostFailure(
        'spawn-failed',
        `The system has no room for another process (${code}). Stop some servers or programs, then start it again.`,
        { cause: error },
      );
    default:
      return new HostFailure('spawn-failed', `“${file}” could not be started: ${error.message}`, {
        cause: error,
      });
  }
}
