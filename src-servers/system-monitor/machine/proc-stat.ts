/** The fields of /proc/PID/stat that we use (proc_pid_stat(5)). */
export interface ProcStat {
  readonly pid: number;
  readonly name: string;
  readonly state: string;
  readonly ppid: number;
  /** A thread of the kernel, not a program. */
  readonly kernel: boolean;
  readonly cpuTicks: number;
  readonly startTicks: number;
  readonly residentPages: number;
}

const states: Readonly<Record<string, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'waiting',
  Z: 'zombie',
  T: 'stopped',
  t: 'traced',
  X: 'dead',
  I: 'idle',
};

/** PF_KTHREAD of the kernel's sched.h. */
const kernelFlag = 0x20_00_00;

/** Parses /proc/PID/stat. The name may hold anything, brackets and line breaks too: it ends at the last `)`. */
export function parseProcStat(text: string): ProcStat | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open === -1 || close < open) return undefined;
  const fields = text.slice(close + 2).split(' ');
  // Field 3 of the manual page (state) is the first one after the name.
  const numberAt = (field: number): number => Number(fields[field - 3]);
  const stat = {
    pid: Number(text.slice(0, open)),
    name: text.slice(open + 1, close),
    state: states[fields[0] ?? ''] ?? 'unknown',
    ppid: numberAt(4),
    kernel: (numberAt(9) & kernelFlag) !== 0,
    cpuTicks: numberAt(14) + numberAt(15),
    startTicks: numberAt(22),
    residentPages: numberAt(24),
  };
  return Number.isNaN(stat.pid + stat.ppid + stat.cpuTicks + stat.startTicks + stat.residentPages)
    ? undefined
    : stat;
}
