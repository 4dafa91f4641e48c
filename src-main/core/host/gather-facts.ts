import type { Call } from '#contract/call-state.ts';
import type { ExaminedServer } from '#contract/doctor.ts';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { Inventory } from '#contract/inventory.ts';
import { isStdio } from '#contract/server-definition.ts';
import type { Facts, WireFacts } from '../doctor/facts.ts';
import { checkScript } from '../process/check-script.ts';
import { resolveCommand, searchedFolders } from '../process/resolve-command.ts';
import { checkFolder } from '../process/spawn-process.ts';
import { suggestCommands } from '../process/suggest-command.ts';
import type { CatalogueEntry } from '../servers/catalogue.ts';
import { describeLaunch } from '../servers/describe-launch.ts';
import { knownReason } from '../session/known-reasons.ts';
import type { Launch, SessionOptions } from '../session/launch.ts';
import type { SchemaChecker } from '../session/schema-check.ts';
import { badSchemas } from './bad-schemas.ts';
import { readLoginEnvironment } from './login-environment.ts';
import type { ServerNotes } from './server-notes.ts';
import type { ServerRunner } from './server-runner.ts';
import { startFolder } from './start-folder.ts';

/** One server, as the doctor's questions need it. */
export interface Patient {
  entry: CatalogueEntry;
  runner: ServerRunner;
  notes: ServerNotes;
  /** Throws HostFailure when the definition cannot be used. */
  prepare(): Omit<SessionOptions, 'openTap'>;
  calls: readonly Call[];
}

/** What was found out: for the doctor, and for people to see what was looked at. */
export interface Gathered {
  facts: Facts;
  server: ExaminedServer;
}

/** What a shell keeps for itself. */
const ofTheShell = new Set(['_', 'PWD', 'OLDPWD', 'SHLVL']);

type StdioLaunch = Extract<Launch, { kind: 'stdio' }>;

/** A login shell is asked once in a while, not for every look. */
const shellKept = 60_000;
let shell: { at: number; environment: ReturnType<typeof readLoginEnvironment> } | undefined;

function loginEnvironment(): ReturnType<typeof readLoginEnvironment> {
  if (!shell || performance.now() - shell.at > shellKept) {
    shell = { at: performance.now(), environment: readLoginEnvironment() };
  }
  return shell.environment;
}

/** Gathers everything the doctor needs to know of one server. Starts nothing of it; never throws. */
export async function gatherFacts(patient: Patient, checker: SchemaChecker): Promise<Gathered> {
  const { entry, runner, notes } = patient;
  const { definition } = entry;
  const { state, inventory } = runner;
  const prepared = attempt(() => patient.prepare());
  const launch = prepared.ok && prepared.value.launch.kind === 'stdio' ? prepared.value.launch : undefined;
  const login = state.phase === 'failed' && launch ? await loginEnvironment() : undefined;
  const executable = launch && (await resolved(launch, launch.env));
  const loginPath = login?.['PATH'];
  const loginExecutable =
    launch && loginPath !== undefined
      ? await resolved(launch, { ...launch.env, PATH: loginPath })
      : undefined;
  const variables = Object.keys(login ?? {}).filter(
    (name) => launch?.env[name] === undefined && !ofTheShell.has(name),
  );
  const stderr = notes.session?.facts().stderrTail ?? [];
  const exitTail = state.phase === 'failed' ? (state.exit?.stderrTail ?? stderr) : stderr;
  const tools = cost(inventory);
  const keys = definition.signalbox ?? {};
  const facts: Facts = {
    name: entry.name,
    definition,
    state,
    check: state.phase === 'stopped' ? await look(prepared, launch) : undefined,
    executable,
    suggestions:
      launch && executable === undefined
        ? await suggestCommands({ ...launch, hintPath: loginPath }, searchedFolders(launch.env))
        : [],
    startFolder: startFolder(),
    loginShell: login && { executable: loginExecutable, variables },
    hostVariables: Object.keys(process.env),
    reason: state.phase === 'failed' ? knownReason(exitTail) : undefined,
    lastCrash: notes.lastCrash(),
    wire: wireFacts(patient),
    timeouts: timeouts(patient),
    limits: {
      handshake: prepared.ok ? prepared.value.handshakeTimeout : (keys.handshakeTimeout ?? 10_000),
      call: prepared.ok ? prepared.value.callTimeout : (keys.callTimeout ?? 60_000),
    },
    problems: inventory.problems,
    tools,
    badSchemas: await badSchemas(inventory, checker),
  };
  const running = state.phase === 'running' ? state.facts : undefined;
  return {
    facts,
    server: {
      name: entry.name,
      transport: isStdio(definition) ? 'stdio' : definition.type === 'sse' ? 'sse' : 'http',
      commandLine: describeLaunch(definition).commandLine,
      phase: state.phase,
      ...(executable === undefined ? {} : { executable }),
      ...(launch?.cwd === undefined ? {} : { cwd: launch.cwd }),
      environmentNames: Object.keys(launch?.env ?? {}),
      ...(login
        ? {
            loginShell: {
              ...(loginExecutable === undefined ? {} : { executable: loginExecutable }),
              folders: foldersOnlyIn(login, launch),
              variables,
            },
          }
        : {}),
      ...(running
        ? {
            identity: { name: running.server.name, version: running.server.version },
            era: running.era,
            protocolVersion: running.protocolVersion,
            startedIn: running.startedIn,
          }
        : {}),
      tools,
    },
  };
}

type Attempt<T> = { ok: true; value: T } | { ok: false; error: HostError };

function attempt<T>(make: () => T): Attempt<T> {
  try {
    return { ok: true, value: make() };
  } catch (error) {
    return { ok: false, error: toHostError(error) };
  }
}

function resolved(launch: StdioLaunch, env: Record<string, string>): Promise<string | undefined> {
  return resolveCommand({ command: launch.command, env, cwd: launch.cwd }).catch(() => undefined);
}

/** The failure that a start would have, as far as looking can tell. */
async function look(
  prepared: Attempt<unknown>,
  launch: StdioLaunch | undefined,
): Promise<HostError | undefined> {
  if (!prepared.ok) return prepared.error;
  if (!launch) return undefined;
  try {
    await checkFolder(launch.cwd);
    const file = await resolveCommand(launch);
    await checkScript(file, launch.args, launch.cwd);
    return undefined;
  } catch (error) {
    return toHostError(error);
  }
}

/** About four bytes of JSON make a token: an estimate, the same for every model. */
function cost({ tools }: Inventory): ExaminedServer['tools'] {
  const bytes = tools.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(tools));
  return { count: tools.length, bytes, tokens: Math.ceil(bytes / 4) };
}

function foldersOnlyIn(login: Record<string, string>, launch: StdioLaunch | undefined): string[] {
  const known = new Set(searchedFolders(launch?.env ?? {}));
  return searchedFolders(login).filter((folder) => !known.has(folder));
}

function wireFacts({ notes, calls, entry }: Patient): WireFacts | undefined {
  const seen = notes.session?.facts();
  if (!seen || seen.stdinClosed) return seen;
  const { since } = notes.session ?? { since: 0 };
  // A full pipe is known only by the request that finds no more room in it.
  const stdinClosed = calls.some(
    ({ server, state, askedAt }) =>
      server === entry.name &&
      askedAt >= since &&
      state.phase === 'failed' &&
      state.error.code === 'stopped-reading',
  );
  return { ...seen, stdinClosed };
}

function timeouts({ entry, calls, notes, runner }: Patient): string[] {
  const since = notes.session?.since ?? 0;
  const ofCalls = calls.flatMap(({ server, state, askedAt }) =>
    server === entry.name &&
    askedAt >= since &&
    state.phase === 'failed' &&
    state.error.code === 'call-timeout'
      ? [state.error.message]
      : [],
  );
  const ofLists = runner.inventory.problems.flatMap(({ error }) =>
    error.code === 'call-timeout' ? [error.message] : [],
  );
  return [...ofCalls, ...ofLists];
}
