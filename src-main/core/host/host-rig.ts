import type { Caller } from '#contract/grant.ts';
import type { HostApi, HostEvent } from '#contract/host-contract.ts';
import type { ServerDefinition } from '#contract/server-definition.ts';
import type { TrafficRow } from '#contract/traffic-record.ts';
import type { HostFailure } from '#contract/host-error.ts';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHost, type Host, type HostOptions } from './host.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A server for tests: one of `src-servers/faulty`, with its arguments. */
export function faulty(name: string, ...args: string[]): ServerDefinition {
  return { command: process.execPath, args: [join(root, 'src-servers/faulty', `${name}.ts`), ...args] };
}

/** A real server from the registry: the script of one of the installed packages. */
export function installed(script: string, ...args: string[]): ServerDefinition {
  return { command: process.execPath, args: [join(root, 'node_modules', script), ...args] };
}

/** A real host in a folder of its own, as a test drives it. */
export interface HostRig extends AsyncDisposable {
  readonly host: Host;
  readonly api: HostApi;
  readonly dataDir: string;
  readonly events: HostEvent[];
  /** All rows of the traffic, or those of one kind. */
  rows(kind?: TrafficRow['kind']): Promise<TrafficRow[]>;
  /** Waits until an event is heard that the test looks for; gives it. */
  heard<T extends HostEvent['type']>(
    type: T,
    fits?: (event: Extract<HostEvent, { type: T }>) => boolean,
  ): Promise<Extract<HostEvent, { type: T }>>;
  /** Ends this host and starts another one in the same folder. */
  reopen(change?: Partial<HostOptions>): Promise<HostRig>;
}

/** Starts a host with these servers; nothing of it is left after `dispose`. */
export async function createRig(
  servers: Record<string, ServerDefinition>,
  change: Partial<HostOptions> & { caller?: Caller } = {},
): Promise<HostRig> {
  const dataDir = change.dataDir ?? mkdtempSync(join(tmpdir(), 'signalbox-host-'));
  const host = await createHost({
    shell: 'cli',
    version: '0.0.0',
    dataDir,
    configFiles: [],
    bundledServersDir: undefined,
    node: { command: process.execPath, env: {} },
    transient: servers,
    autostart: false,
    capabilities: { canReveal: false, canOpenLinks: false },
    canAsk: true,
    ...change,
  });
  const api = host.as(change.caller ?? 'window');
  const events: HostEvent[] = [];
  api.listen((batch) => events.push(...batch.events));
  return {
    host,
    api,
    dataDir,
    events,
    async rows(kind) {
      const { rows } = await api.call('traffic.rows', {
        filter: kind ? { kinds: [kind] } : {},
        from: 0,
        limit: 1000,
      });
      return rows;
    },
    heard<T extends HostEvent['type']>(
      type: T,
      fits: (event: Extract<HostEvent, { type: T }>) => boolean = () => true,
    ): Promise<Extract<HostEvent, { type: T }>> {
      const isWanted = (event: HostEvent): event is Extract<HostEvent, { type: T }> =>
        // The comparison makes the event one of the wanted type, which the compiler cannot follow.
        event.type === type && fits(event as Extract<HostEvent, { type: T }>);
      return new Promise((resolve) => {
        const known = events.find(isWanted);
        if (known) {
          resolve(known);
          return;
        }
        const stop = api.listen((batch) => {
          const found = batch.events.find(isWanted);
          if (!found) return;
          stop();
          resolve(found);
        });
      });
    },
    async reopen(again = {}) {
      await host.close();
      return createRig(servers, { ...change, ...again, dataDir });
    },
    async [Symbol.asyncDispose]() {
      await host.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Decides about the next prompt, as soon as a decision counts (it does not in the first 500 ms). */
export async function decideNext(
  rig: HostRig,
  decision: 'deny' | 'allow-once' | 'allow-session' | 'allow-always',
  seen = new Set<string>(),
): Promise<string> {
  const { approval } = await rig.heard('approval.asked', (event) => !seen.has(event.approval.id));
  seen.add(approval.id);
  if (decision !== 'deny')
    await new Promise((resolve) => setTimeout(resolve, approval.askedAt + 520 - Date.now()));
  await rig.api.call('approval.decide', { id: approval.id, decision });
  return approval.id;
}

/** Runs one call and gives the failure it ends with. */
export async function failureOf(api: HostApi, server: string): Promise<HostFailure & { took: number }> {
  const { call } = await api.call('call.start', { server, tool: 'echo', argumentsJson: '{"text":"hi"}' });
  const startedAt = performance.now();
  const failure = await api.call('call.result', { callId: call.id }).then(
    () => {
      throw new Error('the call should have failed');
    },
    (error: HostFailure) => error,
  );
  return Object.assign(failure, { took: performance.now() - startedAt });
}

/** Processes that carry our tag. */
export function survivors(): string[] {
  if (process.platform !== 'linux') return [];
  const ours = `SIGNALBOX_SESSION=${process.pid}.`;
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').includes(ours);
    } catch {
      return false;
    }
  });
}
