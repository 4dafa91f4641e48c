/** Busy and total CPU time so far, summed over all cores, in any unit that is the same for both. */
export interface CpuTimes {
  readonly busy: number;
  readonly total: number;
}

/** Bytes of memory. `used` is what is not available: caches that can be given back do not count. */
export interface Memory {
  readonly total: number;
  readonly used: number;
  readonly available: number;
}

/** Bytes of the file system that holds the system. */
export interface Disk {
  readonly path: string;
  readonly total: number;
  readonly used: number;
  readonly available: number;
}

/** What does not change while the machine runs. */
export interface HostFacts {
  readonly hostname: string;
  readonly system: string;
  readonly kernel: string;
  readonly architecture: string;
  readonly cpu: string;
  readonly cores: number;
}

/** A process as one look at the process table shows it. */
export interface ProcessRow {
  readonly pid: number;
  readonly ppid: number;
  /** As the process chose it: untrusted text. */
  readonly name: string;
  /** One word, e.g. `running`, `sleeping`, `zombie`. */
  readonly state: string;
  /** Milliseconds since 1970. Together with the pid it identifies a process; a pid alone is used again. */
  readonly startedAt: number;
  readonly memoryBytes: number;
  /** CPU use as the system tells it: the time of all threads so far, or already a percentage of one core. */
  readonly cpu: { readonly soFarMs: number } | { readonly percent: number };
}

/** What is only worth reading for one process at a time. */
export interface ProcessDetail extends ProcessRow {
  /** The command line as the process shows it: untrusted text that may hold secrets. */
  readonly command: readonly string[];
  readonly user: string;
  /** Whether every user id of the process is that of this server. */
  readonly ownedByUs: boolean;
  /** The process this is only a thread of; equal to `pid` for a process. */
  readonly threadOf: number;
  /** A part of the kernel, not a program; signals mean nothing to it. */
  readonly kernel: boolean;
  /** The MCP session in whose name a host started it, where the host marks its children and we may look. */
  readonly session: string | undefined;
}

/** The facts of the machine this server runs on; one implementation per way of getting at them. */
export interface Machine {
  cpuTimes(): CpuTimes;
  memory(): Promise<Memory>;
  disk(): Promise<Disk>;
  facts(): Promise<HostFacts>;
  processes(): Promise<ProcessRow[]>;
  /** @returns undefined when there is no such process */
  inspect(pid: number): Promise<ProcessDetail | undefined>;
}

/** The machine this runs on: /proc where there is one, else systeminformation, loaded when it is needed. */
export async function thisMachine(): Promise<Machine> {
  if (process.platform === 'linux') return new (await import('./linux.ts')).LinuxMachine();
  return new (await import('./portable.ts')).PortableMachine();
}
