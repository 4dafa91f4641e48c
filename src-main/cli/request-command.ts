import type { HostApi } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import type { Host } from '../core/host/host.ts';
import type { CliIo } from './cli-io.ts';
import { exitCodes } from './exit-codes.ts';
import { openHost, type HostWish } from './open-host.ts';
import { printResult } from './print.ts';
import type { RequestOptions } from './request-options.ts';
import { runMethod } from './run-method.ts';
import { hasOverrides, targetOf, withOverrides } from './target-definition.ts';
import { UsageError } from './usage-error.ts';

/** `signalbox cli`: starts one server, makes one request, prints its result. Throws UsageError and HostFailure. */
export async function requestCommand(io: CliIo, options: RequestOptions): Promise<number> {
  const target = targetOf(options);
  const wish: HostWish = {
    dataDir: options.dataDir,
    configFiles: options.configFiles,
    transient: target ? { [target.name]: target.definition } : {},
    allowAll: options.allow,
    canAsk: io.canAsk,
  };
  let host = await openHost(wish);
  try {
    const server = target?.name ?? (await chooseServer(host.as('cli'), options));
    const changed = target ? undefined : await changedForThisRun(host.as('cli'), server, options);
    if (changed) {
      await host.close();
      host = await openHost({ ...wish, transient: { [server]: changed } });
    }
    return await request(io, host, server, options);
  } finally {
    await host.close();
  }
}

/** The definition with what the command line says about it; undefined when it says nothing. */
async function changedForThisRun(
  api: HostApi,
  server: string,
  options: RequestOptions,
): Promise<ServerDefinition | undefined> {
  const { definition } = await api.call('server.definition', { server });
  const { servers } = await api.call('host.snapshot', {});
  const isOfFile = servers.some(({ name, source }) => name === server && source === 'file');
  // Relative paths in a file that is named at a prompt are meant from there.
  const isHere = isOfFile && isStdio(definition) && definition.cwd === undefined;
  if (!isHere && !hasOverrides(options)) return undefined;
  const based = isHere ? { ...definition, cwd: process.cwd() } : definition;
  return withOverrides({ name: server, definition: based }, options).definition;
}

async function request(io: CliIo, host: Host, server: string, options: RequestOptions): Promise<number> {
  const api = host.as('cli');
  await untilInterrupted(io, api.call('server.start', { server }));
  const result = await runMethod(io, api, server, options);
  printResult(io, options.format, result);
  return result['isError'] === true && options.method === 'tools/call' ? exitCodes.toolError : exitCodes.ok;
}

/** Ctrl+C must not wait for a server that does not answer. */
async function untilInterrupted<T>(io: CliIo, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void =>
    reject(new HostFailure('cancelled', 'Interrupted. Run it again when you need it.'));
  if (io.interrupted.aborted) stop();
  io.interrupted.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    io.interrupted.removeEventListener('abort', stop);
  }
}

async function chooseServer(api: HostApi, options: RequestOptions): Promise<string> {
  if (options.server !== undefined) return options.server;
  const { servers } = await api.call('host.snapshot', {});
  const offered =
    options.configFiles.length > 0 ? servers.filter(({ source }) => source === 'file') : servers;
  const [only, ...more] = offered;
  if (only && more.length === 0) return only.name;
  const names = offered.map(({ name }) => name).join(', ');
  throw new UsageError(
    `Which server? Give --server NAME${names ? ` (one of: ${names})` : ''}, --server-url URL, or -- command args.`,
  );
}
