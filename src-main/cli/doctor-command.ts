import type { Diagnosis, Finding } from '#contract/doctor.ts';
import type { HostApi } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import { setTimeout as delay } from 'node:timers/promises';
import type { CliIo } from './cli-io.ts';
import { parseDoctorTarget } from './doctor-target.ts';
import { exitCodes } from './exit-codes.ts';
import { openHost } from './open-host.ts';
import type { Format } from './print.ts';
import { UsageError } from './usage-error.ts';
import { visible, visibleLine } from './visible-text.ts';

/** Milliseconds in which a server that just started may still say something wrong. */
const listenFor = 500;
/** Failures that say that the question was wrong, not the server. */
const ofTheQuestion = new Set(['unknown-server', 'cancelled', 'config-unreadable', 'storage-failed']);

/**
 * `signalbox doctor`: starts one server, lists what it has, waits a moment, says what is wrong with it, stops it. Exit
 * code 0 when nothing is an error, 1 when something is, 2 when the command line is wrong. Throws UsageError, HostFailure.
 */
export async function doctorCommand(io: CliIo, argv: readonly string[], format: Format): Promise<number> {
  const wish = parseDoctorTarget(argv);
  const host = await openHost(wish);
  try {
    const api = host.as('cli');
    const server = wish.server ?? (await onlyServer(api, wish.configFiles.length > 0));
    const diagnosis = await untilInterrupted(io, examine(api, server));
    io.out(format === 'json' ? `${JSON.stringify(diagnosis)}\n` : asText(diagnosis));
    return diagnosis.healthy ? exitCodes.ok : exitCodes.toolError;
  } finally {
    await host.close();
  }
}

async function examine(api: HostApi, server: string): Promise<Diagnosis> {
  try {
    await api.call('server.start', { server });
  } catch (error) {
    // Any other failed start is what the doctor is asked about.
    if (!(error instanceof HostFailure) || ofTheQuestion.has(error.code)) throw error;
  }
  await delay(listenFor);
  return api.call('doctor.examine', { server });
}

/** Ctrl+C must not wait for a server that does not answer. */
function untilInterrupted<T>(io: CliIo, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void =>
    reject(new HostFailure('cancelled', 'Interrupted. Run it again when you need it.'));
  if (io.interrupted.aborted) stop();
  io.interrupted.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => io.interrupted.removeEventListener('abort', stop));
}

async function onlyServer(api: HostApi, fromFiles: boolean): Promise<string> {
  const { servers } = await api.call('host.snapshot', {});
  const offered = fromFiles ? servers.filter(({ source }) => source === 'file') : servers;
  const [only, ...more] = offered;
  if (only && more.length === 0) return only.name;
  const names = offered.map(({ name }) => name).join(', ');
  throw new UsageError(
    `Which server? Name it${names ? ` (one of: ${names})` : ''}, or give -- command args.`,
  );
}

function asText({ healthy, server, findings }: Diagnosis): string {
  const facts = [
    `${server.name}: ${verdict(healthy, findings)}`,
    `  ${server.commandLine}`,
    ...(server.executable === undefined ? [] : [`  runs ${server.executable}`]),
    ...(server.identity && server.startedIn !== undefined
      ? [
          `  ${server.identity.name} ${server.identity.version}, protocol ${server.protocolVersion ?? '?'}, started in ${(server.startedIn / 1000).toFixed(1)} s`,
          `  ${server.tools.count} tools: ${server.tools.bytes} bytes of definitions, about ${server.tools.tokens} tokens`,
        ]
      : []),
  ];
  return `${[...facts.map(visibleLine), ...findings.map(findingText)].join('\n')}\n`;
}

function verdict(healthy: boolean, findings: readonly Finding[]): string {
  if (findings.length === 0) return 'healthy';
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count > 1 && severity !== 'info' ? 's' : ''}`];
  });
  return `${healthy ? 'healthy, with remarks' : 'not healthy'} (${counts.join(', ')})`;
}

function findingText(finding: Finding): string {
  const fixes = finding.fixes.flatMap((fix) => [
    `  Fix: ${visibleLine(fix.title)}. ${visible(fix.text).replaceAll('\n', '\n       ')}`,
    ...(fix.edit ? [`       in the definition: ${visibleLine(JSON.stringify(fix.edit))}`] : []),
  ]);
  return [
    '',
    `${finding.severity}  ${finding.code}  ${finding.title}`,
    `  ${visible(finding.detail).replaceAll('\n', '\n  ')}`,
    ...finding.evidence.map((line) => `    │ ${visibleLine(line)}`),
    `  Other hosts: ${finding.otherHosts}`,
    ...fixes,
  ].join('\n');
}
