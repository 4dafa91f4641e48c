import { Buffer } from 'node:buffer';
import { readlinkSync } from 'node:fs';
import { listProcesses, type ProcessEntry } from './list-processes.ts';
import { listUsage } from './process-usage.ts';
import { readProc } from './read-proc.ts';

/** A process without a host. */
export interface FoundLeftover {
  entry: ProcessEntry;
  origin: 'ours' | 'orphan';
  commandLine: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Resident bytes. */
  memory: number;
}

/** A start that was written down, for systems where the environment of another process cannot be read. */
export interface NotedStart {
  pid: number;
  /** Milliseconds since 1970. */
  startedAt: number;
  hostPid: number;
  hostStartedAt: number;
  commandLine: string;
}

const looksLikeServer = /\bmcp\b|[-_./@]mcp|mcp[-_./@]|modelcontextprotocol/i;
/** `ps` tells whole seconds, and a process is noted a moment after its start. */
const clockTolerance = 2500;

/**
 * Finds what has no host any more. Linux: processes of our user that carry the session tag of a host that is gone
 * (`ours`), and those whose parent is gone, whose input is a pipe and whose command line looks like an MCP server
 * (`orphan`). Elsewhere: what `noted` lists, when its host is gone and it is not.
 */
export async function findLeftovers(
  noted: readonly NotedStart[],
  platform: NodeJS.Platform = process.platform,
): Promise<FoundLeftover[]> {
  const entries = await listProcesses();
  const usages = await listUsage().catch(() => []);
  const memory = new Map(usages.map((usage) => [usage.pid, usage.memory]));
  const found = platform === 'linux' ? byTag(entries) : byNote(entries, noted);
  return found.map((leftover) => ({ ...leftover, memory: memory.get(leftover.entry.pid) ?? 0 }));
}

function byTag(entries: readonly ProcessEntry[]): Omit<FoundLeftover, 'memory'>[] {
  const byPid = new Map(entries.map((entry) => [entry.pid, entry]));
  return entries.flatMap((entry) => {
    const commandLine = readCommandLine(entry.pid);
    const origin = isOurs(entry, byPid) ? 'ours' : isOrphan(entry, commandLine) ? 'orphan' : undefined;
    if (origin === undefined || entry.pid === process.pid) return [];
    return [{ entry, origin, commandLine, startedAt: linuxStartTime(entry) } as const];
  });
}

/** Tagged by a host that is gone, or whose pid belongs to a later process by now. */
function isOurs(entry: ProcessEntry, byPid: ReadonlyMap<number, ProcessEntry>): boolean {
  const hostPid = Number(/^(\d+)\./.exec(entry.tag ?? '')?.[1] ?? 0);
  if (hostPid === 0) return false;
  const host = byPid.get(hostPid);
  return host === undefined || Number(host.started) > Number(entry.started);
}

function isOrphan(entry: ProcessEntry, commandLine: string): boolean {
  if (entry.tag !== undefined || !isInit(entry.ppid) || !looksLikeServer.test(commandLine)) return false;
  try {
    // A service that merely has such a name reads from nowhere; a server over stdio was left with its pipe.
    return /^(pipe|socket):/.test(readlinkSync(`/proc/${entry.pid}/fd/0`));
  } catch {
    return false; // Another user's, or gone.
  }
}

/** Orphans go to process 1, or to the service manager of the user's session. */
function isInit(pid: number): boolean {
  if (pid === 1) return true;
  try {
    return readProc(`/proc/${pid}/comm`) === 'systemd\n';
  } catch {
    return false;
  }
}

function byNote(
  entries: readonly ProcessEntry[],
  noted: readonly NotedStart[],
): Omit<FoundLeftover, 'memory'>[] {
  const byPid = new Map(entries.map((entry) => [entry.pid, entry]));
  return noted.flatMap(({ pid, startedAt, hostPid, hostStartedAt, commandLine }) => {
    const entry = byPid.get(pid);
    if (!entry || !startedNear(entry, startedAt)) return [];
    const host = byPid.get(hostPid);
    if (host && startedNear(host, hostStartedAt)) return [];
    return [{ entry, origin: 'ours' as const, commandLine, startedAt }];
  });
}

function startedNear(entry: ProcessEntry, time: number): boolean {
  const started = process.platform === 'linux' ? linuxStartTime(entry) : Date.parse(entry.started);
  return Math.abs(started - time) <= clockTolerance;
}

function readCommandLine(pid: number): string {
  try {
    const bytes = Buffer.from(readProc(`/proc/${pid}/cmdline`), 'latin1');
    return bytes.toString('utf8').replace(/\0+$/, '').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function linuxStartTime(entry: ProcessEntry): number {
  const uptime = Number(readProc('/proc/uptime').split(' ')[0]) * 1000;
  return Math.round(Date.now() - uptime + Number(entry.started) * 10);
}
