import { readdirSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { arch, availableParallelism, cpus, hostname, release } from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import type { CpuTimes, Disk, HostFacts, Machine, Memory, ProcessDetail, ProcessRow } from './machine.ts';
import { kernelConstants, readProc } from './proc-file.ts';
import { parseProcStat, type ProcStat } from './proc-stat.ts';

/** After this many processes other requests get their turn: some 3 ms of reading. */
const processesPerTurn = 150;

/** Everything from /proc, without starting a process. */
export class LinuxMachine implements Machine {
  readonly #kernel = kernelConstants();
  // Read once: the clock may be set while we run, and a start time must not change with it.
  readonly #bootMs = Number(/^btime (\d+)$/mu.exec(readProc('/proc/stat') ?? '')?.[1] ?? 0) * 1000;
  readonly #ourUid = process.getuid?.() ?? -1;
  #facts: HostFacts | undefined;
  #users: ReadonlyMap<string, string> | undefined;

  cpuTimes(): CpuTimes {
    const text = readProc('/proc/stat') ?? '';
    // user nice system idle iowait irq softirq steal; guest time is part of user already.
    const fields = text.slice(0, text.indexOf('\n')).trim().split(/\s+/u).slice(1, 9).map(Number);
    const total = fields.reduce((sum, field) => sum + field, 0);
    return { busy: total - (fields[3] ?? 0) - (fields[4] ?? 0), total };
  }

  async memory(): Promise<Memory> {
    const text = readProc('/proc/meminfo') ?? '';
    const bytes = (name: string): number =>
      Number(new RegExp(`^${name}: +(\\d+)`, 'mu').exec(text)?.[1] ?? 0) * 1024;
    const total = bytes('MemTotal');
    const available = bytes('MemAvailable');
    return { total, available, used: total - available };
  }

  async disk(): Promise<Disk> {
    const path = '/';
    const { bsize, blocks, bfree, bavail } = await statfs(path);
    return { path, total: blocks * bsize, used: (blocks - bfree) * bsize, available: bavail * bsize };
  }

  async facts(): Promise<HostFacts> {
    this.#facts ??= {
      hostname: hostname(),
      system: /^PRETTY_NAME="?([^"\n]+)/mu.exec(readProc('/etc/os-release') ?? '')?.[1] ?? 'Linux',
      kernel: `Linux ${release()}`,
      architecture: arch(),
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
    };
    return this.#facts;
  }

  async processes(): Promise<ProcessRow[]> {
    const rows: ProcessRow[] = [];
    let read = 0;
    for (const name of readdirSync('/proc')) {
      const first = name.charCodeAt(0);
      if (first < 0x31 || first > 0x39) continue;
      const stat = parseProcStat(readProc(`/proc/${name}/stat`) ?? '');
      if (stat !== undefined) rows.push(this.#row(stat));
      read += 1;
      if (read % processesPerTurn === 0) await breathe();
    }
    return rows;
  }

  async inspect(pid: number): Promise<ProcessDetail | undefined> {
    const status = readProc(`/proc/${pid}/status`);
    const stat = parseProcStat(readProc(`/proc/${pid}/stat`) ?? '');
    if (stat === undefined || status === undefined) return undefined;
    const uids = /^Uid:\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/mu.exec(status)?.slice(1) ?? [];
    return {
      ...this.#row(stat),
      command: (readProc(`/proc/${pid}/cmdline`) ?? '').split('\0').filter(Boolean),
      user: this.#userName(uids[0] ?? ''),
      ownedByUs: uids.length === 4 && uids.every((uid) => Number(uid) === this.#ourUid),
      kernel: stat.kernel,
      threadOf: Number(/^Tgid:\s+(\d+)/mu.exec(status)?.[1] ?? pid),
      session: /(?:^|\0)SIGNALBOX_SESSION=([^\0]*)/u.exec(readProc(`/proc/${pid}/environ`) ?? '')?.[1],
    };
  }

  #row(stat: ProcStat): ProcessRow {
    const msPerTick = 1000 / this.#kernel.ticksPerSecond;
    return {
      pid: stat.pid,
      ppid: stat.ppid,
      name: this.#nameOf(stat.pid, stat.name),
      state: stat.state,
      startedAt: this.#bootMs + Math.round(stat.startTicks * msPerTick),
      memoryBytes: stat.residentPages * this.#kernel.pageSize,
      cpu: { soFarMs: stat.cpuTicks * msPerTick },
    };
  }

  /**
   * The kernel keeps 15 bytes of a name, and Node and Python call their main thread `MainThread`: then the command
   * says more.
   */
  #nameOf(pid: number, name: string): string {
    const cut = Buffer.byteLength(name) === 15;
    if (!cut && name !== 'MainThread') return name;
    const command = readProc(`/proc/${pid}/cmdline`)?.split('\0')[0]?.split('/').at(-1) ?? '';
    return command !== '' && (!cut || command.startsWith(name)) ? command : name;
  }

  #userName(uid: string): string {
    this.#users ??= readUsers();
    return this.#users.get(uid) ?? uid;
  }
}

function readUsers(): ReadonlyMap<string, string> {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    return new Map(lines.map((line) => line.split(':')).map(([name, , uid]) => [uid ?? '', name ?? '']));
  } catch {
    return new Map();
  }
}
