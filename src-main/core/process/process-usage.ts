import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readProc } from './read-proc.ts';

/** What one live process has used. */
export interface ProcessUsage {
  pid: number;
  ppid: number;
  pgid: number;
  /** Tells it from a later process with the same pid. */
  started: string;
  /** Milliseconds of processor time since its start. */
  cpuTime: number;
  /** Resident bytes. */
  memory: number;
}

/** User space always sees 100 ticks a second on Linux (proc(5), USER_HZ). */
const millisecondsPerTick = 10;

/**
 * Usage of every process of the machine: /proc without a child process on Linux, one `ps` elsewhere, nothing on
 * Windows. Cheap enough for every two seconds: one small read per process.
 */
export async function listUsage(): Promise<ProcessUsage[]> {
  if (process.platform === 'linux') return scanProc();
  if (process.platform === 'win32') return [];
  const { stdout } = await promisify(execFile)(
    'ps',
    ['-A', '-o', 'pid=,ppid=,pgid=,rss=,time=,stat=,lstart='],
    { timeout: 2000, maxBuffer: 16 * 1024 * 1024 },
  );
  return stdout.split('\n').flatMap(readPsLine);
}

async function scanProc(): Promise<ProcessUsage[]> {
  const found: ProcessUsage[] = [];
  let read = 0;
  for (const name of readdirSync('/proc')) {
    const first = name.charCodeAt(0);
    if (first < 48 || first > 57) continue;
    const usage = readStat(name);
    if (usage) found.push(usage);
    read += 1;
    // Many processes must not hold up the event loop.
    if (read % 64 === 0) await nextTurn();
  }
  return found;
}

function readStat(pid: string): ProcessUsage | undefined {
  let text: string;
  try {
    text = readProc(`/proc/${pid}/stat`);
  } catch {
    return undefined; // It ended meanwhile, or no descriptor is free.
  }
  // proc(5): the name in parentheses may itself hold spaces and parentheses; fields count from after the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ', 22);
  const [state] = fields;
  if (state === 'Z' || state === 'X') return undefined;
  return {
    pid: Number(pid),
    ppid: Number(fields[1]),
    pgid: Number(fields[2]),
    started: fields[19] ?? '',
    cpuTime: (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick,
    memory: Number(fields[21]) * pageSize(),
  };
}

let knownPageSize: number | undefined;

/** Bytes of a page, from our own memory said twice: in bytes by Node, in pages by the kernel. */
function pageSize(): number {
  if (knownPageSize !== undefined) return knownPageSize;
  const pages = Number(readProc('/proc/self/statm').split(' ')[1]);
  knownPageSize = 2 ** Math.round(Math.log2(process.memoryUsage.rss() / pages));
  return knownPageSize;
}

/** One line of `ps`; exported so that the reading can be tested on every system. */
export function readPsLine(line: string): ProcessUsage[] {
  const [pid, ppid, pgid, rss, time, state, ...started] = line.trim().split(/\s+/);
  if (!pid || state === undefined || state.startsWith('Z')) return [];
  return [
    {
      pid: Number(pid),
      ppid: Number(ppid),
      pgid: Number(pgid),
      started: started.join(' '),
      cpuTime: clockMilliseconds(time ?? ''),
      memory: Number(rss) * 1024,
    },
  ];
}

/** `3:07.25`, `1:02:03` or `2-01:02:03`, as the systems write processor time. */
function clockMilliseconds(clock: string): number {
  const [days, rest] = clock.includes('-') ? clock.split('-') : ['0', clock];
  const seconds = (rest ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1000;
}
