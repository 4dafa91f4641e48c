import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readProc } from './read-proc.ts';

/** The environment variable that marks every process of one session. */
export const sessionTagName = 'SIGNALBOX_SESSION';

/** One live process; zombies are not listed. `started` tells it from a later process with the same pid. */
export interface ProcessEntry {
  pid: number;
  ppid: number;
  /** Process group. */
  pgid: number;
  started: string;
  /** Value of SIGNALBOX_SESSION in its environment. Known on Linux, for processes of our own user. */
  tag: string | undefined;
  /** Its environment was empty: it may be in the middle of `exec`, and carry a tag a moment later. */
  unsettled?: boolean;
}

let running: Promise<ProcessEntry[]> | undefined;
let next: Promise<ProcessEntry[]> | undefined;

/**
 * All processes of the machine. Fifty servers that stop at once share their scans: who asks while one is under way
 * gets the following one, never one that began before the question.
 */
export function listProcesses(): Promise<ProcessEntry[]> {
  if (!running) {
    running = scan().finally(() => (running = undefined));
    return running;
  }
  next ??= running
    .catch(() => undefined)
    .then(() => {
      next = undefined;
      return listProcesses();
    });
  return next;
}

async function scan(): Promise<ProcessEntry[]> {
  if (process.platform === 'linux') return scanProc();
  if (process.platform === 'win32') return [];
  return scanPs();
}

async function scanProc(): Promise<ProcessEntry[]> {
  const entries: ProcessEntry[] = [];
  let read = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const entry = readEntry(name);
    if (entry) entries.push(entry);
    read += 1;
    // Many processes must not hold up the event loop.
    if (read % 64 === 0) await nextTurn();
  }
  return entries;
}

/** When a process started, in the system's own count; undefined when it is gone, or not known without a child process. */
export function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? readEntry(String(pid))?.started : undefined;
}

function readEntry(pid: string): ProcessEntry | undefined {
  try {
    const stat = readProc(`/proc/${pid}/stat`);
    // proc(5): the name in parentheses may itself hold spaces and parentheses; fields count from after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ppid, pgid] = fields;
    if (state === 'Z' || state === 'X') return undefined;
    const environment = readEnvironment(pid);
    return {
      pid: Number(pid),
      ppid: Number(ppid),
      pgid: Number(pgid),
      started: fields[19] ?? '',
      tag: environment === undefined ? undefined : tagIn(environment),
      // Threads of the kernel, children of process 2, have none for ever.
      ...(environment === '' && ppid !== '2' ? { unsettled: true } : {}),
    };
  } catch {
    return undefined; // It ended meanwhile.
  }
}

function readEnvironment(pid: string): string | undefined {
  try {
    return readProc(`/proc/${pid}/environ`);
  } catch {
    return undefined; // Another user's process.
  }
}

function tagIn(environment: string): string | undefined {
  const prefix = `${sessionTagName}=`;
  const at = environment.startsWith(prefix) ? 0 : environment.indexOf(`\0${prefix}`) + 1;
  if (at === 0 && !environment.startsWith(prefix)) return undefined;
  const value = environment.slice(at + prefix.length);
  const end = value.indexOf('\0');
  return end === -1 ? value : value.slice(0, end);
}

async function scanPs(): Promise<ProcessEntry[]> {
  const ps = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], {
    timeout: 2000,
  });
  return ps.stdout.split('\n').flatMap((line) => {
    const [pid, ppid, pgid, state, ...started] = line.trim().split(/\s+/);
    if (!pid || state?.startsWith('Z')) return [];
    return [
      {
        pid: Number(pid),
        ppid: Number(ppid),
        pgid: Number(pgid),
        started: started.join(' '),
        tag: undefined,
      },
    ];
  });
}
