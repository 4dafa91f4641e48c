import { setTimeout as delay } from 'node:timers/promises';
import type { HostApi } from '#contract/host-contract.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What is done to the servers of a host, a few things at a time. */
export interface Mischief {
  actFor(milliseconds: number): Promise<void>;
  /** Waits until nothing is under way and every server runs or has given up. */
  quiet(): Promise<void>;
  done(): number;
  report(): string;
}

const workers = 4;

/** Makes mischief with these servers. What fails is what is wanted; it is only counted, by its code. */
export function createMischief(api: HostApi, servers: readonly string[], random: () => number): Mischief {
  const outcomes = new Map<string, number>();
  let acts = 0;
  const count = (outcome: string): void => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const pick = <T>(choices: readonly T[]): T | undefined => choices[Math.floor(random() * choices.length)];

  async function call(server: string, cancelAfter: number | undefined): Promise<void> {
    const { call } = await api.call('call.start', { server, tool: 'echo', argumentsJson: '{"text":"soak"}' });
    if (cancelAfter !== undefined) {
      await delay(cancelAfter);
      await api.call('call.cancel', { callId: call.id });
    }
    await api.call('call.result', { callId: call.id });
  }

  async function signal(server: string, name: NodeJS.Signals): Promise<void> {
    const { servers: states } = await api.call('host.snapshot', {});
    const state = states.find((one) => one.name === server)?.state;
    const pid = state?.phase === 'running' ? state.facts.pid : undefined;
    if (pid === undefined) return;
    process.kill(pid, name);
    if (name !== 'SIGSTOP') return;
    await delay(500);
    process.kill(pid, 'SIGCONT');
  }

  async function act(server: string): Promise<string> {
    const dice = random();
    if (dice < 0.55) return call(server, undefined).then(() => 'answered');
    if (dice < 0.65) return call(server, random() * 50).then(() => 'answered before the cancel');
    if (dice < 0.75) return api.call('server.restart', { server }).then(() => 'restarted');
    if (dice < 0.8) return api.call('server.stop', { server }).then(() => 'stopped');
    if (dice < 0.88) return signal(server, 'SIGKILL').then(() => 'killed');
    if (dice < 0.91) return signal(server, 'SIGSTOP').then(() => 'held and let go');
    if (dice < 0.95) return api.call('server.refresh', { server }).then(() => 'listed');
    return api.call('server.start', { server }).then(() => 'started');
  }

  async function work(until: number): Promise<void> {
    while (performance.now() < until) {
      const server = pick(servers);
      if (server === undefined) return;
      acts += 1;
      await act(server).then(count, async (error: unknown) => {
        const code = String(Reflect.get(Object(error), 'code'));
        count(code);
        // Whoever is down is brought up again, most of the time.
        if (code === 'server-not-running' && random() < 0.7)
          await api.call('server.start', { server }).then(
            () => count('started'),
            (failure: unknown) => count(String(Reflect.get(Object(failure), 'code'))),
          );
      });
    }
  }

  return {
    async actFor(milliseconds) {
      const until = performance.now() + milliseconds;
      await Promise.all(Array.from({ length: workers }, () => work(until)));
    },
    async quiet() {
      await Promise.all(servers.map((server) => api.call('server.start', { server }).catch(() => undefined)));
      await delay(300);
    },
    done: () => acts,
    report: () =>
      [...outcomes]
        .toSorted(([, a], [, b]) => b - a)
        .map(([outcome, times]) => `${outcome}: ${times}`)
        .join('  '),
  };
}
