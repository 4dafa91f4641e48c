import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findTaggedProcesses } from './find-tagged-processes.ts';
import { LineSplitter, type Line, type LineSplitterOptions } from './line-splitter.ts';
import { safeEnvironment } from './safe-environment.ts';
import { spawnProcess, type ProcessExit, type RunningProcess, type SpawnOptions } from './spawn-process.ts';

/** For tests: a real process with everything it did written down. */
export interface ProcessRig {
  process: RunningProcess;
  tag: string;
  lines: Line[];
  splitter: LineSplitter;
  stderrBytes(): number;
  stderrText(): string;
  exits: ProcessExit[];
  /** Names of events in order, each once: stdout, stderr, exit, stdin-closed, stdout-closed. */
  seen: Set<string>;
  send(message: unknown): void;
  call(tool: string, args: Record<string, unknown>, id?: number): void;
  until(condition: () => boolean): Promise<void>;
  survivors(): Promise<number>;
}

/** The path of one misbehaving server. */
export function faulty(name: string): string {
  return fileURLToPath(new URL(`../../../src-servers/faulty/${name}.ts`, import.meta.url));
}

export async function startFaulty(
  name: string,
  args: string[] = [],
  more: Partial<SpawnOptions> & { split?: Partial<LineSplitterOptions> } = {},
): Promise<ProcessRig> {
  return startProcess({ command: process.execPath, args: [faulty(name), ...args], ...more });
}

export async function startProcess(
  what: Pick<SpawnOptions, 'command' | 'args'> &
    Partial<SpawnOptions> & { split?: Partial<LineSplitterOptions> },
): Promise<ProcessRig> {
  const { split, ...options } = what;
  const tag = options.tag ?? randomUUID();
  const lines: Line[] = [];
  const exits: ProcessExit[] = [];
  const seen = new Set<string>();
  const firstStderr: Buffer[] = [];
  let stderrBytes = 0;
  const splitter = new LineSplitter({ onLine: (line) => lines.push(line), ...split });
  const running = await spawnProcess(
    { env: safeEnvironment({}), ...options, tag },
    {
      onStdout(chunk, time) {
        seen.add('stdout');
        splitter.push(chunk, time);
      },
      onStderr(chunk) {
        seen.add('stderr');
        if (stderrBytes < 100_000) firstStderr.push(Buffer.from(chunk));
        stderrBytes += chunk.length;
      },
      onExit(facts) {
        seen.add('exit');
        splitter.end();
        exits.push(facts);
      },
      onStdinClosed: () => seen.add('stdin-closed'),
      onStdoutClosed: () => seen.add('stdout-closed'),
    },
  );
  const send = (message: unknown): void => running.write(Buffer.from(`${JSON.stringify(message)}\n`));
  return {
    process: running,
    tag,
    lines,
    splitter,
    stderrBytes: () => stderrBytes,
    stderrText: () => Buffer.concat(firstStderr).toString('utf8'),
    exits,
    seen,
    send,
    call: (tool, args, id = 7) =>
      send({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: tool, arguments: args } }),
    until: (condition) => until(condition),
    survivors: async () => (await findTaggedProcesses(tag)).length,
  };
}

/** Waits for a condition, at most fifteen seconds. */
async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`never became true: ${condition.toString()}`);
    await delay(5);
  }
}

/** The text of a line. */
export function textOf(line: Line | undefined): string {
  return Buffer.from(line?.bytes ?? []).toString('utf8');
}
