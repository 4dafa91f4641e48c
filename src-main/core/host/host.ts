import type { Caller } from '#contract/grant.ts';
import type {
  CommandName,
  HostApi,
  HostDescription,
  HostSnapshot,
  Params,
  Result,
} from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import { join } from 'node:path';
import { createGate, type Gate } from '../gate/gate.ts';
import { createCatalogue } from '../servers/catalogue.ts';
import { createTrustedLaunches } from '../servers/trusted-launches.ts';
import { createSchemaChecker } from '../session/schema-check.ts';
import { readFileWithBackup, writeFileAtomic } from '../storage/atomic-file.ts';
import { prepareDataDir } from '../storage/data-dir.ts';
import { openDatabaseOrSetAside } from '../storage/database.ts';
import { openOwnJournal } from '../storage/own-journal.ts';
import { openSettingsFile } from '../storage/settings-file.ts';
import { openArgumentSets } from '../storage/argument-sets.ts';
import { argumentCommands } from './argument-commands.ts';
import { bundledServers } from './bundled-servers.ts';
import { createCalls } from './calls.ts';
import type { CommandTable } from './commands.ts';
import { doctorCommands } from './doctor-commands.ts';
import { createEraMemory } from './era-memory.ts';
import { createEventHub } from './event-hub.ts';
import { createFleet } from './fleet.ts';
import { startMeters } from './meters.ts';
import type { Host, HostOptions } from './host-options.ts';
import { createLeftovers } from './leftovers.ts';
import { createNotices } from './notices.ts';
import { openTraffic } from './open-traffic.ts';
import { serverCommands } from './server-commands.ts';
import { sessionCommands } from './session-commands.ts';
import { reportCommands } from './report-commands.ts';
import { recordWords } from './session-tap.ts';
import { createStartedProcesses } from './started-processes.ts';
import { trafficCommands } from './traffic-commands.ts';

export { defaultDataDir } from '../storage/data-dir.ts';
export type { Host, HostOptions } from './host-options.ts';

/** Milliseconds that quitting may take, whatever the servers do. */
const closeWithin = 8000;

/**
 * Joins the rooms of core into one host.
 * Throws HostFailure: `storage-failed` (the data directory or a database cannot be used), `config-unreadable`.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  prepareDataDir(options.dataDir);
  const inDataDir = (file: string): string => join(options.dataDir, file);
  const hub = createEventHub();
  const notices = createNotices((list) => hub.emit({ type: 'notices.changed', notices: list }));

  const settings = openSettingsFile(inDataDir('settings.json'));
  for (const notice of settings.notices) notices.add('warning', notice);
  const product = openDatabaseOrSetAside(inDataDir('signalbox.db'), { durable: true });
  let full = '';
  const traffic = openTraffic(inDataDir('traffic.db'), {
    limit: settings.current().trafficLimit,
    readOnly: options.readsTraffic ?? false,
    onAppended: (lastSeq, count) => hub.emit({ type: 'traffic.appended', lastSeq, count }),
    onReset: (lastSeq, count) => hub.emit({ type: 'traffic.reset', lastSeq, count }),
    onFailure: (failure) => {
      full = failure.message;
      notices.add('error', full);
    },
    onRecovered(lost) {
      notices.remove(full);
      if (lost > 0) notices.add('warning', lostInWords(lost));
    },
  });
  const { log } = traffic;
  for (const { notice } of [product, traffic]) if (notice !== undefined) notices.add('warning', notice);
  const started = createStartedProcesses(product.database);
  const leftovers = createLeftovers(started, notices);
  if (options.autostart) void leftovers.notice();
  const files = { read: readFileWithBackup, write: writeFileAtomic };
  const catalogue = createCatalogue({
    file: inDataDir('servers.json'),
    configFiles: options.configFiles,
    bundled: bundledServers(options.bundledServersDir, options.node, inDataDir('compile-cache')),
    transient: options.transient ?? {},
    files,
  });
  for (const notice of catalogue.notices) notices.add('warning', notice);
  const argumentSets = openArgumentSets(inDataDir('argument-sets.json'));
  if (argumentSets.notice !== undefined) notices.add('warning', argumentSets.notice);
  const trusted = createTrustedLaunches({ file: inDataDir('trusted-launches.json'), files });
  if (trusted.notice !== undefined) notices.add('warning', trusted.notice);
  const fleet = createFleet({
    catalogue,
    log,
    eras: createEraMemory(product.database),
    emit: (event) => hub.emit(event),
    client: { name: 'signalbox', version: options.version },
    restartsByItself: options.autostart,
    started,
    trusted,
    onTools: (server, launch, tools) => gate.noticeTools(server, launch, tools),
    onRemoved(server) {
      gate.endSession(server);
      meters.forget(server);
    },
  });
  const meters = startMeters({
    running: () => fleet.running(),
    watched: () => hub.listened,
    onMetered: (time, measured) => hub.emit({ type: 'server.metered', time, meters: measured }),
  });
  const checker = createSchemaChecker();
  const calls = createCalls(
    (): Gate => gate,
    checker,
    (call) => hub.emit({ type: 'call.changed', call }),
    (call, verdict, text) =>
      recordWords(
        log,
        {
          session: fleet.runner(call.server).sessionNumber ?? 0,
          server: call.server,
          kind: 'decision',
          caller: call.caller,
        },
        { event: verdict.outcome, text: `${call.tool} ${text}`, callId: call.id, tool: call.tool },
      ),
  );
  const gate = createGate(product.database, {
    canAsk: options.canAsk,
    allowAll: options.allowAll ?? false,
    now: Date.now,
    onAsked(approval) {
      hub.emit({ type: 'approval.asked', approval });
      calls.waits(approval);
    },
    openJournal: () => openOwnJournal(options.dataDir, 'audit'),
    onSettled: (id) => hub.emit({ type: 'approval.settled', id }),
    onGrantsChanged: (grants) => hub.emit({ type: 'grants.changed', grants }),
  });

  const snapshot = (): HostSnapshot => {
    const seq = hub.flush();
    return {
      seq,
      servers: fleet.states(),
      approvals: gate.pending(),
      grants: gate.grants(),
      calls: calls.list(),
      settings: settings.current(),
      traffic: log.position(),
      notices: notices.list(),
    };
  };

  const describe = (): HostDescription => ({
    product: 'Signalbox',
    version: options.version,
    shell: options.shell,
    platform: process.platform,
    node: process.versions.node,
    dataDir: options.dataDir,
    // The desktop shell refuses downloads (threat model); a browser has its own.
    canDownload: options.shell === 'web',
    ...options.capabilities,
  });
  const doctor = doctorCommands(fleet, calls, checker);

  const table: CommandTable = {
    'host.describe': describe,
    'host.snapshot': snapshot,
    'host.since': ({ seq }) => hub.since(seq),
    'settings.change'(change) {
      const changed = settings.change(change);
      log.setLimit(changed.trafficLimit);
      hub.emit({ type: 'settings.changed', settings: changed });
      return {};
    },
    ...serverCommands(fleet, catalogue),
    ...sessionCommands(fleet),
    ...leftovers.commands,
    ...doctor,
    ...reportCommands({ describe, fleet, catalogue, log, examine: doctor['doctor.examine'] }),
    ...trafficCommands(log, fleet, calls, catalogue),
    ...argumentCommands(argumentSets),
    'meters.history': ({ server }) => ({ samples: meters.history(server) }),
    'call.start': ({ server, tool, argumentsJson, timeout }, { caller }) => ({
      call: calls.start({ target: fleet.target(server), tool, argumentsJson, caller, timeout }),
    }),
    'call.cancel'({ callId }) {
      calls.cancel(callId);
      return {};
    },
    'call.result': ({ callId }) => calls.result(callId),
    'approval.decide'({ id, decision }) {
      gate.decide(id, decision);
      return {};
    },
    'approval.denyAll': ({ server }) => ({ denied: gate.denyAll(server) }),
    'rule.revoke'({ id }) {
      gate.revoke(id);
      return {};
    },
    'audit.list': ({ limit }) => ({ entries: gate.audit(limit) }),
  };

  await fleet.sync();
  if (options.autostart) fleet.startEnabled();

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    meters.close();
    // The gate first, so that the audit says why.
    gate.close();
    calls.cancelAll();
    let timer: NodeJS.Timeout | undefined;
    const bound = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closeWithin);
    });
    await Promise.race([Promise.all([fleet.stopAll(), checker.close()]), bound]);
    clearTimeout(timer);
    hub.close();
    log.close();
    traffic.database.close();
    product.database.close();
  }

  return {
    as: (caller) => hostApi(table, hub.listen, caller),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function lostInWords(lost: number): string {
  return `Traffic is written to disk again; ${lost.toLocaleString('en')} records were lost before that, because memory was full too.`;
}

function hostApi(table: CommandTable, listen: HostApi['listen'], caller: Caller): HostApi {
  return {
    async call<C extends CommandName>(
      command: C,
      params: Params<C>,
      extras?: Parameters<HostApi['call']>[2],
    ): Promise<Result<C>> {
      if (!Object.hasOwn(table, command)) {
        throw new HostFailure('unknown-command', `There is no command "${command}".`);
      }
      const controller = new AbortController();
      const abort = (): void => controller.abort();
      if (extras?.signal?.aborted) abort();
      extras?.signal?.addEventListener('abort', abort, { once: true });
      try {
        return await table[command](params, { caller, signal: controller.signal });
      } finally {
        extras?.signal?.removeEventListener('abort', abort);
      }
    },
    listen,
  };
}
