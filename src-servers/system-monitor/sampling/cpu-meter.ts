import { setTimeout as pause } from 'node:timers/promises';
import type { CpuTimes } from '../machine/machine.ts';

/** Shorter than this, a difference is mostly the kernel's rounding to 10 ms. */
const shortestMs = 100;
/** A comparison with a look this long ago is steady enough to plot. */
const comfortableMs = 900;

/** CPU use of the whole machine, as the difference of two looks at its counters. */
export class CpuMeter {
  readonly #read: () => CpuTimes;
  #looks: { readonly at: number; readonly times: CpuTimes }[] = [];

  constructor(read: () => CpuTimes) {
    this.#read = read;
    this.#look();
  }

  /** Percent of all cores together, 0 to 100, over about the last second; waits only right after the start. */
  async percent(): Promise<number> {
    const oldest = this.#looks[0];
    const age = performance.now() - (oldest?.at ?? 0);
    if (age < shortestMs) await pause(shortestMs - age);
    const now = this.#look();
    const base = this.#looks.findLast((look) => now.at - look.at >= comfortableMs) ?? this.#looks[0] ?? now;
    this.#looks = this.#looks.filter((look) => look.at >= base.at);
    const total = now.times.total - base.times.total;
    if (total <= 0) return 0;
    return Math.min(100, Math.max(0, ((now.times.busy - base.times.busy) / total) * 100));
  }

  #look(): { at: number; times: CpuTimes } {
    const look = { at: performance.now(), times: this.#read() };
    this.#looks.push(look);
    // A caller who asks a thousand times a second must not make the list grow.
    if (this.#looks.length > 64) this.#looks = this.#looks.filter((_, index) => index % 2 === 0);
    return look;
  }
}
