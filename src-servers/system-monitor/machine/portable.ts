import { arch, cpus, hostname, platform, release, userInfo } from 'node:os';
import type * as SystemInformation from 'systeminformation';
import type { CpuTimes, Disk, HostFacts, Machine, Memory, ProcessDetail, ProcessRow } from './machine.ts';

type Information = Pick<typeof SystemInformation, 'mem' | 'fsSize' | 'osInfo' | 'cpu' | 'processes'>;
type Listed = SystemInformation.Systeminformation.ProcessesProcessData;

/** macOS and Windows, by way of systeminformation, which asks the system's own tools. Loaded at the first reading. */
export class PortableMachine implements Machine {
  #information: Promise<Information> | undefined;
  #facts: Promise<HostFacts> | undefined;

  cpuTimes(): CpuTimes {
    let busy = 0;
    let total = 0;
    for (const { times } of cpus()) {
      const all = times.user + times.nice + times.sys + times.idle + times.irq;
      total += all;
      busy += all - times.idle;
    }
    return { busy, total };
  }

  async memory(): Promise<Memory> {
    const { total, available } = await (await this.#load()).mem();
    return { total, available, used: total - available };
  }

  async disk(): Promise<Disk> {
    const disks = await (await this.#load()).fsSize();
    const system = process.platform === 'win32' ? (process.env['SystemDrive'] ?? 'C:') : '/';
    const disk = disks.find(({ mount }) => mount.replace(/\\$/u, '') === system) ?? disks[0];
    return {
      path: disk?.mount ?? system,
      total: disk?.size ?? 0,
      used: disk?.used ?? 0,
      available: disk?.available ?? 0,
    };
  }

  facts(): Promise<HostFacts> {
    this.#facts ??= this.#load()
      .then((information) => Promise.all([information.osInfo(), information.cpu()]))
      .then(([os, cpu]) => ({
        hostname: hostname(),
        system: `${os.distro} ${os.release}`.trim(),
        kernel: `${platform()} ${release()}`,
        architecture: arch(),
        cpu: `${cpu.manufacturer} ${cpu.brand}`.trim(),
        cores: cpus().length,
      }));
    return this.#facts;
  }

  async processes(): Promise<ProcessRow[]> {
    return (await this.#list()).map((listed) => this.#row(listed));
  }

  async inspect(pid: number): Promise<ProcessDetail | undefined> {
    const listed = (await this.#list()).find((candidate) => candidate.pid === pid);
    if (listed === undefined) return undefined;
    return {
      ...this.#row(listed),
      command: [listed.command, ...listed.params.split(' ')].filter(Boolean),
      user: listed.user,
      ownedByUs: listed.user !== '' && listed.user.toLowerCase() === userInfo().username.toLowerCase(),
      threadOf: pid,
      kernel: false,
      session: undefined,
    };
  }

  async #list(): Promise<Listed[]> {
    return (await (await this.#load()).processes()).list;
  }

  #row(listed: Listed): ProcessRow {
    const startedAt = Date.parse(listed.started.replace(' ', 'T'));
    return {
      pid: listed.pid,
      ppid: listed.parentPid,
      name: listed.name,
      state: listed.state,
      startedAt: Number.isNaN(startedAt) ? 0 : startedAt,
      memoryBytes: listed.memRss * 1024,
      cpu: { percent: listed.cpu },
    };
  }

  #load(): Promise<Information> {
    this.#information ??= import('systeminformation').then((module) => module.default);
    return this.#information;
  }
}
