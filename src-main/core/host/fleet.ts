import type { HostEvent } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import type { Tool } from '#contract/inventory.ts';
import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import type { ServerState } from '#contract/server-state.ts';
import type { Catalogue, CatalogueEntry } from '../servers/catalogue.ts';
import { describeLaunch } from '../servers/describe-launch.ts';
import { expandVariables } from '../servers/expand-variables.ts';
import { launchFingerprint } from '../servers/launch-fingerprint.ts';
import type { TrustedLaunches } from '../servers/trusted-launches.ts';
import type { TrafficLog } from '../traffic/traffic-log.ts';
import type { CallTarget } from './calls.ts';
import type { EraMemory } from './era-memory.ts';
import type { Patient } from './gather-facts.ts';
import { prepareSession } from './prepare-session.ts';
import { createServerNotes, type ServerNotes } from './server-notes.ts';
import { createServerRunner, type ServerRunner } from './server-runner.ts';
import type { Metered, WireCount } from './meters.ts';
import { openSessionTap, recordWords } from './session-tap.ts';
import type { StartedProcesses } from './started-processes.ts';
import { createRestartWatch, type RestartWatch } from './watch-restart.ts';

/** All servers of the host: what the catalogue lists, each with its runner. */
export interface Fleet {
  /** Throws `unknown-server`. */
  runner(name: string): ServerRunner;
  target(name: string): CallTarget;
  /** A server for the doctor to look at. Throws `unknown-server`. */
  patient(name: string): Omit<Patient, 'calls'>;
  states(): ServerState[];
  /** What runs, for the meters. */
  running(): Metered[];
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
  started: StartedProcesses;
  trusted: TrustedLaunches;
  /** Hears of every list of tools. */
  onTools(server: string, launchFingerprint: string, tools: readonly Tool[]): void;
  onRemoved(server: string): void;
}

/** Makes the fleet; nothing is started. */
export function createFleet(context: FleetContext): Fleet {
  const { catalogue, log, eras, emit } = context;
  const runners = new Map<string, ServerRunner>();
  const notedPids = new Map<string, number>();
  const wires = new Map<string, WireCount>();
  const notes = new Map<string, ServerNotes>();
  const watches = new Map<string, RestartWatch>();
  const fingerprints = new WeakMap<object, string>();
  const descriptions = new WeakMap<object, ServerState['launch']>();
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

  /** Also once per definition. */
  function descriptionOf({ definition }: CatalogueEntry): ServerState['launch'] {
    const known = descriptions.get(definition);
    if (known) return known;
    const fresh = describeLaunch(definition);
    descriptions.set(definition, fresh);
    return fresh;
  }

  function make(name: string): ServerRunner {
    const wire: WireCount = { messages: 0, bytes: 0 };
    wires.set(name, wire);
    const own = createServerNotes();
    notes.set(name, own);
    const runner = createServerRunner(name, {
      prepare: () => prepareSession(entryOf(name), eras, context.client),
      openTap: () => openSessionTap(log, name, wire, own.open()),
      onChanged() {
        own.changed(runner.state);
        notePid(name);
        announce(name);
      },
      onResourceUpdated: (uri) => emit({ type: 'resource.updated', server: name, uri }),
      onEra: (era) => eras.remember(fingerprintOf(entryOf(name)), era),
      onTools: (tools) => context.onTools(name, fingerprintOf(entryOf(name)), tools),
      restartsByItself: context.restartsByItself,
    });
    watches.set(
      name,
      createRestartWatch({
        server: name,
        runner,
        emit,
        record: (event, text) =>
          recordWords(
            log,
            { session: runner.sessionNumber ?? 0, server: name, kind: 'lifecycle' },
            { event, text },
          ),
      }),
    );
    return runner;
  }

  function notePid(name: string): void {
    const state = runners.get(name)?.state;
    const pid =
      state?.phase === 'starting'
        ? state.pid
        : state?.phase === 'running'
          ? state.facts.pid
          : state?.phase === 'stopping'
            ? notedPids.get(name)
            : undefined;
    const before = notedPids.get(name);
    if (pid === before) return;
    if (before !== undefined) context.started.exited(before);
    if (pid === undefined) notedPids.delete(name);
    else {
      notedPids.set(name, pid);
      context.started.spawned(pid, describeLaunch(entryOf(name).definition).commandLine);
    }
  }

  /** Its files, as the definition names them now; when that cannot be read, none. */
  async function watchFilesOf(entry: CatalogueEntry): Promise<void> {
    if (!context.restartsByItself) return;
    let watched: ServerDefinition = { command: entry.name };
    try {
      watched = expandVariables(entry.definition, process.env, { inputs: entry.inputs ?? {} });
    } catch {
      // A variable is missing: the start says so.
    }
    await watches.get(entry.name)?.follow(watched);
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
      launch: descriptionOf(entry),
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
        launchDescription: () => descriptionOf(entryOf(name)).commandLine,
        currentTool: (tool): Tool | undefined =>
          runner.inventory.tools.find((listed) => listed.name === tool),
        running: () => runner.running(),
      };
    },
    patient(name) {
      const runner = runnerOf(name);
      const entry = entryOf(name);
      return {
        entry,
        runner,
        notes: notes.get(entry.name) ?? createServerNotes(),
        prepare: () => prepareSession(entry, eras, context.client),
      };
    },
    states: () => catalogue.list().map(stateOf),
    running: () =>
      [...runners].flatMap(([server, { state, runningSince, restarts }]) => {
        const wire = wires.get(server);
        if (state.phase !== 'running' || runningSince === undefined || !wire) return [];
        return [{ server, pid: state.facts.pid, runningSince, restarts, wire }];
      }),
    async sync() {
      const names = new Set(catalogue.list().map((entry) => entry.name));
      const gone = [...runners].filter(([name]) => !names.has(name));
      for (const [name] of gone) {
        runners.delete(name);
        wires.delete(name);
        void watches.get(name)?.close();
        watches.delete(name);
        context.onRemoved(name);
        emit({ type: 'server.removed', name });
      }
      for (const name of names) {
        runnerOf(name);
        announce(name);
      }
      // Looking through folders takes its time; nobody has to wait for it.
      for (const entry of catalogue.list()) void watchFilesOf(entry);
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
      await Promise.all([...watches.values()].map((watch) => watch.close()));
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
