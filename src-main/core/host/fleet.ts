import type { HostEvent } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import type { Tool } from '#contract/inventory.ts';
import { isStdio } from '#contract/server-definition.ts';
import type { ServerState } from '#contract/server-state.ts';
import type { Catalogue, CatalogueEntry } from '../servers/catalogue.ts';
import { describeLaunch } from '../servers/describe-launch.ts';
import { launchFingerprint } from '../servers/launch-fingerprint.ts';
import type { TrustedLaunches } from '../servers/trusted-launches.ts';
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
  /** A person agreed to what starts this server. */
  trust(name: string): void;
  /** Starts what is enabled, but nothing that was put into the file behind our back. */
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
  trusted: TrustedLaunches;
  /** Hears of every list of tools. */
  onTools(server: string, launchFingerprint: string, tools: readonly Tool[]): void;
  onRemoved(server: string): void;
}

/** Makes the fleet; nothing is started. */
export function createFleet(context: FleetContext): Fleet {
  const { catalogue, log, eras, emit } = context;
  const runners = new Map<string, ServerRunner>();
  const fingerprints = new WeakMap<object, string>();
  let closed = false;

  function entryOf(name: string): CatalogueEntry {
    const entry = catalogue.get(name);
    if (entry) return entry;
    throw new HostFailure(
      'unknown-server',
      `There is no server named "${name}". Look at the list of servers for its name.`,
    );
  }

  /** Hashed once per definition: a tool call asks for it each time. */
  function fingerprintOf({ definition }: CatalogueEntry): string {
    const known = fingerprints.get(definition);
    if (known !== undefined) return known;
    const fresh = launchFingerprint(definition);
    fingerprints.set(definition, fresh);
    return fresh;
  }

  function make(name: string): ServerRunner {
    return createServerRunner(name, {
      prepare: () => prepareSession(entryOf(name), eras, context.client),
      openTap: () => openSessionTap(log, name),
      onChanged: () => announce(name),
      onResourceUpdated: (uri) => emit({ type: 'resource.updated', server: name, uri }),
      onEra: (era) => eras.remember(fingerprintOf(entryOf(name)), era),
      onTools: (tools) => context.onTools(name, fingerprintOf(entryOf(name)), tools),
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
        launchFingerprint: () => fingerprintOf(entryOf(name)),
        launchDescription: () => describeLaunch(entryOf(name).definition).commandLine,
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
        context.onRemoved(name);
        emit({ type: 'server.removed', name });
      }
      for (const name of names) {
        runnerOf(name);
        announce(name);
      }
      await Promise.all(gone.map(([, runner]) => runner.stop()));
    },
    trust(name) {
      context.trusted.trust(name, entryOf(name).definition);
    },
    startEnabled() {
      for (const entry of catalogue.list()) {
        if (!entry.enabled) continue;
        // What a person named on the command line, or what comes with the product, needs no second look.
        const trust =
          entry.source === 'configured' ? context.trusted.check(entry.name, entry.definition) : undefined;
        if (trust && !trust.trusted) runnerOf(entry.name).hold(notYetTrusted(entry.name, trust));
        else startQuietly(runnerOf(entry.name));
      }
    },
    async stopAll() {
      closed = true;
      await Promise.all([...runners.values()].map((runner) => runner.stop()));
    },
  };
}

/** Starts without waiting: what becomes of the start is the server's state, seen there. */
export function startQuietly(runner: ServerRunner): void {
  void runner.start().catch(() => undefined);
}

function notYetTrusted(name: string, trust: { before?: string; after: string }): HostFailure {
  const change =
    trust.before === undefined
      ? `It would run: ${trust.after}`
      : `Before: ${trust.before} – now: ${trust.after}`;
  return new HostFailure(
    'definition-changed',
    `${name} was not started by itself, because its command in the file ${trust.before === undefined ? 'is new' : 'has changed'}. ${change} – start it if that is what you want.`,
  );
}
