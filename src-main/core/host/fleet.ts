import type { HostEvent, Settings } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import type { Tool } from '#contract/inventory.ts';
import { isStdio } from '#contract/server-definition.ts';
import type { ServerState } from '#contract/server-state.ts';
import type { Catalogue, CatalogueEntry } from '../servers/catalogue.ts';
import { describeLaunch } from '../servers/describe-launch.ts';
import { launchFingerprint } from '../servers/launch-fingerprint.ts';
import type { TrafficLog } from '../traffic/traffic-log.ts';
import type { CallTarget } from './calls.ts';
import type { EraMemory } from './era-memory.ts';
import { prepareSession } from './prepare-session.ts';
import { createServerRunner, type ServerRunner } from './server-runner.ts';
import { openSessionTap } from './session-tap.ts';

/** All servers of the host: what the catalogue lists, each with its runner. */
export interface Fleet {
  /** Throws `unknown-server`. */
  runner(name: string): ServerRunner;
  target(name: string): CallTarget;
  states(): ServerState[];
  /** Makes runners for new entries and ends those of removed ones. */
  sync(): Promise<void>;
  startEnabled(): void;
  stopAll(): Promise<void>;
}

/** What the fleet is joined to. */
export interface FleetContext {
  catalogue: Catalogue;
  log: TrafficLog;
  eras: EraMemory;
  emit(event: HostEvent): void;
  client: { name: string; version: string };
  restartsByItself: boolean;
  settings(): Settings;
}

/** Makes the fleet; nothing is started. */
export function createFleet(context: FleetContext): Fleet {
  const { catalogue, log, eras, emit } = context;
  const runners = new Map<string, ServerRunner>();
  let closed = false;

  function entryOf(name: string): CatalogueEntry {
    const entry = catalogue.get(name);
    if (entry) return entry;
    throw new HostFailure(
      'unknown-server',
      `There is no server named "${name}". Look at the list of servers for its name.`,
    );
  }

  function make(name: string): ServerRunner {
    return createServerRunner(name, {
      prepare: () => prepareSession(entryOf(name), eras, context.client),
      openTap: () => openSessionTap(log, name),
      onChanged: () => announce(name),
      onResourceUpdated: (uri) => emit({ type: 'resource.updated', server: name, uri }),
      onEra: (era) => eras.remember(launchFingerprint(entryOf(name).definition), era),
      restartsByItself: context.restartsByItself,
    });
  }

  function announce(name: string): void {
    const entry = catalogue.get(name);
    if (entry && runners.has(name) && !closed) emit({ type: 'server.changed', server: stateOf(entry) });
  }

  function stateOf(entry: CatalogueEntry): ServerState {
    const runner = runnerOf(entry.name);
    const { inventory } = runner;
    return {
      name: entry.name,
      source: entry.source,
      enabled: entry.enabled,
      transport: isStdio(entry.definition) ? 'stdio' : entry.definition.type === 'sse' ? 'sse' : 'http',
      state: runner.state,
      ...(runner.sessionNumber === undefined ? {} : { session: runner.sessionNumber }),
      counts: {
        tools: inventory.tools.length,
        resources: inventory.resources.length,
        resourceTemplates: inventory.resourceTemplates.length,
        prompts: inventory.prompts.length,
      },
      inventoryRevision: inventory.revision,
      restarts: runner.restarts,
      launch: describeLaunch(entry.definition),
    };
  }

  function runnerOf(name: string): ServerRunner {
    const entry = entryOf(name);
    const known = runners.get(entry.name);
    if (known) return known;
    const fresh = make(entry.name);
    runners.set(entry.name, fresh);
    return fresh;
  }

  return {
    runner: runnerOf,
    target(name) {
      const runner = runnerOf(name);
      return {
        name,
        launchFingerprint: () => launchFingerprint(entryOf(name).definition),
        currentTool: (tool): Tool | undefined =>
          runner.inventory.tools.find((listed) => listed.name === tool),
        running: () => runner.running(),
      };
    },
    states: () => catalogue.list().map(stateOf),
    async sync() {
      const names = new Set(catalogue.list().map((entry) => entry.name));
      const gone = [...runners].filter(([name]) => !names.has(name));
      for (const [name] of gone) {
        runners.delete(name);
        emit({ type: 'server.removed', name });
      }
      for (const name of names) {
        runnerOf(name);
        announce(name);
      }
      await Promise.all(gone.map(([, runner]) => runner.stop()));
    },
    startEnabled() {
      for (const entry of catalogue.list()) {
        // A failed start is a state of the server; nobody waits for it here.
        if (entry.enabled)
          void runnerOf(entry.name)
            .start()
            .catch(() => undefined);
      }
    },
    async stopAll() {
      closed = true;
      await Promise.all([...runners.values()].map((runner) => runner.stop()));
    },
  };
}
