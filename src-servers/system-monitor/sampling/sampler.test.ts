import { afterEach, describe, expect, test } from 'vitest';
import type {
  CpuTimes,
  Disk,
  HostFacts,
  Machine,
  Memory,
  ProcessDetail,
  ProcessRow,
} from '../machine/machine.ts';
import { CpuMeter } from './cpu-meter.ts';
import { History } from './history.ts';
import { ProcessMeter } from './process-meter.ts';
import { Sampler } from './sampler.ts';

/** A busy machine may be slow to come round. */
const patient = { timeout: 10_000 };

/** A machine whose numbers a test sets. */
class SetMachine implements Machine {
  times: CpuTimes = { busy: 0, total: 100 };
  used = 400;
  rows: ProcessRow[] = [];
  looks = 0;

  cpuTimes(): CpuTimes {
    this.times = { busy: this.times.busy, total: this.times.total + 100 };
    return this.times;
  }
  async memory(): Promise<Memory> {
    return { total: 1_000, used: this.used, available: 1_000 - this.used };
  }
  async disk(): Promise<Disk> {
    return { path: '/', total: 1_000, used: 100, available: 900 };
  }
  async facts(): Promise<HostFacts> {
    return { hostname: 'h', system: 's', kernel: 'k', architecture: 'a', cpu: 'c', cores: 2 };
  }
  async processes(): Promise<ProcessRow[]> {
    this.looks += 1;
    return this.rows;
  }
  async inspect(): Promise<ProcessDetail | undefined> {
    return undefined;
  }
}

function row(pid: number, more: Partial<ProcessRow> = {}): ProcessRow {
  return {
    pid,
    ppid: 1,
    name: 'p',
    state: 'sleeping',
    startedAt: 1_000,
    memoryBytes: 10,
    cpu: { percent: 0 },
    ...more,
  };
}

const running: Sampler[] = [];
afterEach(() => {
  for (const sampler of running.splice(0)) sampler.stop();
});

function watch(
  machine: Machine,
  uris: string[],
): { announced: string[]; sampler: Sampler; change: () => void } {
  const announced: string[] = [];
  let change = (): void => undefined;
  const audience = {
    announce: (uri: string): void => void announced.push(uri),
    watched: (): readonly string[] => uris,
    onChange: (listener: () => void): void => {
      change = listener;
    },
  };
  const sampler = new Sampler(machine, audience, 30);
  running.push(sampler);
  sampler.start();
  return { announced, sampler, change: () => change() };
}

const passing = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a watched resource is announced', () => {
  test('when memory changes, and not while nothing does', async () => {
    const machine = new SetMachine();
    const { announced } = watch(machine, ['system://metrics']);
    await passing(600);
    // The load of the test machine itself may move; it is real.
    const before = announced.length;
    machine.used = 700;
    await expect.poll(() => announced.length, patient).toBeGreaterThan(before);
  });

  test('when a process ends, and only to those who watch it', async () => {
    const machine = new SetMachine();
    machine.rows = [row(7), row(8)];
    const { announced } = watch(machine, ['system://processes/7', 'system://processes/8']);
    await expect.poll(() => machine.looks, patient).toBeGreaterThan(3);
    expect(announced).toEqual([]);
    machine.rows = [row(8)];
    await expect.poll(() => announced, patient).toEqual(['system://processes/7']);
  });

  test('when its pid was given to another process', async () => {
    const machine = new SetMachine();
    machine.rows = [row(7)];
    const { announced } = watch(machine, ['system://processes/7']);
    await expect.poll(() => machine.looks, patient).toBeGreaterThan(3);
    machine.rows = [row(7, { startedAt: 2_000 })];
    await expect.poll(() => announced, patient).toEqual(['system://processes/7']);
  });

  test('when another process is among the five largest', async () => {
    const machine = new SetMachine();
    machine.rows = [1, 2, 3, 4, 5, 6].map((pid) => row(pid, { memoryBytes: 100 - pid }));
    const { announced } = watch(machine, ['system://processes']);
    await expect.poll(() => machine.looks, patient).toBeGreaterThan(3);
    expect(announced).toEqual([]);
    machine.rows = machine.rows.map((one) => (one.pid === 6 ? row(6, { memoryBytes: 500 }) : one));
    await expect.poll(() => announced, patient).toEqual(['system://processes']);
  });
});

test('nobody watching processes, nobody reads the process table', async () => {
  const machine = new SetMachine();
  watch(machine, ['system://metrics', 'system://unknown']);
  await passing(400);
  expect(machine.looks).toBe(0);
});

test('a look that fails is said and tried again', async () => {
  const machine = new SetMachine();
  const { sampler } = watch(machine, []);
  let failures = 0;
  machine.disk = async () => {
    failures += 1;
    throw new Error('no disk today');
  };
  await expect.poll(() => failures, patient).toBeGreaterThan(2);
  Reflect.deleteProperty(machine, 'disk');
  await expect.poll(() => sampler.history.samples().length, patient).toBeGreaterThan(1);
});

test('the history keeps the newest samples in order', () => {
  const history = new History(3);
  const at = (second: number): Parameters<History['add']>[0] => ({
    timestamp: String(second),
    cpu_percent: 0,
    memory_used_percent: 0,
    disk_used_percent: 0,
    load_1m: 0,
  });
  expect(history.samples()).toEqual([]);
  for (const second of [1, 2]) history.add(at(second));
  expect(history.samples().map(({ timestamp }) => timestamp)).toEqual(['1', '2']);
  for (const second of [3, 4, 5]) history.add(at(second));
  expect(history.samples().map(({ timestamp }) => timestamp)).toEqual(['3', '4', '5']);
});

describe('CPU use is the difference of two looks', () => {
  test('of the machine: a busy quarter is 25 %', async () => {
    let times = { busy: 1_000, total: 10_000 };
    const meter = new CpuMeter(() => times);
    times = { busy: 1_100, total: 10_400 };
    expect(await meter.percent()).toBe(25);
  });

  test('of the machine: counters that stand still or run back are 0 %, not nonsense', async () => {
    let times = { busy: 1_000, total: 10_000 };
    const meter = new CpuMeter(() => times);
    expect(await meter.percent()).toBe(0);
    times = { busy: 10, total: 100 };
    expect(await meter.percent()).toBe(0);
  });

  test('of a process: one core fully busy is about 100', async () => {
    const machine = new SetMachine();
    const started = performance.now();
    machine.processes = async () => [row(9, { cpu: { soFarMs: performance.now() - started } })];
    const [measured] = await new ProcessMeter(machine).measure();
    expect(measured?.cpuPercent).toBeGreaterThan(90);
    expect(measured?.cpuPercent).toBeLessThan(110);
  });

  test('of a process: a new one under an old pid does not inherit its time', async () => {
    const machine = new SetMachine();
    machine.rows = [row(9, { cpu: { soFarMs: 50_000 } })];
    const meter = new ProcessMeter(machine);
    await meter.measure();
    machine.rows = [row(9, { startedAt: 5_000, cpu: { soFarMs: 0 } })];
    expect((await meter.measure())[0]?.cpuPercent).toBe(0);
  });

  test('of a process: asking all the time does not push the comparison out', async () => {
    const machine = new SetMachine();
    const started = performance.now();
    machine.processes = async () => [row(9, { cpu: { soFarMs: (performance.now() - started) / 2 } })];
    const meter = new ProcessMeter(machine);
    const until = performance.now() + 1_500;
    let last = 0;
    while (performance.now() < until) {
      last = (await meter.measure())[0]?.cpuPercent ?? 0;
      await passing(5);
    }
    expect(last).toBeGreaterThan(40);
    expect(last).toBeLessThan(60);
  });
});
