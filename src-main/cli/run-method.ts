import type { HostApi, Params } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import type { Inventory } from '#contract/inventory.ts';
import { callTool } from './call-tool.ts';
import type { CliIo } from './cli-io.ts';
import { splitPair, textPairs } from './pairs.ts';
import type { RequestOptions } from './request-options.ts';
import { UsageError } from './usage-error.ts';

/** Carries out `--method` on a server that runs. Gives the result as MCP shapes it. Throws UsageError and HostFailure. */
export async function runMethod(
  io: CliIo,
  api: HostApi,
  server: string,
  options: RequestOptions,
): Promise<Record<string, unknown>> {
  const limited = limit(io, options);
  const list = async (
    key: 'tools' | 'resources' | 'resourceTemplates' | 'prompts',
  ): Promise<Record<string, unknown>> => {
    const inventory = await api.call('server.inventory', { server });
    complain(io, inventory, key);
    return { [key]: inventory[key] };
  };
  switch (options.method) {
    case 'tools/list':
      return list('tools');
    case 'resources/list':
      return list('resources');
    case 'resources/templates/list':
      return list('resourceTemplates');
    case 'prompts/list':
      return list('prompts');
    case 'tools/call':
      return callTool(io, api, server, options);
    case 'resources/read':
      return limited(api.call('resource.read', { server, uri: needed('--uri', options.uri) }, limited));
    case 'prompts/get': {
      const prompt = needed('--prompt-name', options.promptName);
      const values = textPairs('--prompt-args', options.promptArgs);
      return limited(api.call('prompt.get', { server, prompt, arguments: values }, limited));
    }
    case 'completion/complete': {
      const completion = await limited(
        api.call('completion.complete', completionOf(server, options), limited),
      );
      return { completion };
    }
    case 'logging/setLevel':
      await limited(api.call('logging.setLevel', { server, level: levelOf(options) }, limited));
      return {};
  }
}

/** Entries that could not be read are told; a list that could not be had at all is the failure of the run. */
function complain(io: CliIo, inventory: Inventory, list: string): void {
  for (const problem of inventory.problems) {
    if (problem.list !== list) continue;
    if (problem.index === undefined) throw HostFailure.from(problem.error);
    io.err(`${list}[${problem.index}] is left out: ${problem.error.message}\n`);
  }
}

interface Limited {
  <T>(work: Promise<T>): Promise<T>;
  signal: AbortSignal;
}

/** Ends a request at `--timeout` or Ctrl+C, and says which it was. */
function limit(io: CliIo, options: RequestOptions): Limited {
  const late = options.timeout === undefined ? undefined : AbortSignal.timeout(options.timeout);
  const signal = AbortSignal.any([io.interrupted, ...(late ? [late] : [])]);
  const run = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (!late?.aborted || io.interrupted.aborted) throw error;
      throw new HostFailure(
        'call-timeout',
        `The server did not answer ${options.method} within ${options.timeout} ms. Give it longer with --timeout.`,
        { cause: error },
      );
    }
  };
  return Object.assign(run, { signal });
}

function needed(flag: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UsageError(`${flag} is missing. The method needs it.`);
}

function completionOf(server: string, options: RequestOptions): Params<'completion.complete'> {
  const ref = needed('--ref', options.ref);
  const [last, ...before] = options.argument.toReversed();
  const [name, value] = splitPair('--argument', needed('--argument', last));
  return {
    server,
    // Every resource reference is a URI or a URI template, so it has a colon; a prompt can be forced by its prefix.
    ref:
      /^[a-z][a-z0-9+.-]*:/i.test(ref) && !ref.startsWith('prompt:')
        ? { type: 'ref/resource', uri: ref }
        : { type: 'ref/prompt', name: ref.replace(/^prompt:/, '') },
    argument: { name, value },
    ...(before.length > 0 ? { context: textPairs('--argument', before.toReversed()) } : {}),
  };
}

const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'] as const;

function levelOf(options: RequestOptions): (typeof levels)[number] {
  const found = levels.find((level) => level === options.logLevel);
  if (found) return found;
  throw new UsageError(`--log-level is missing or not known. Give one of: ${levels.join(', ')}.`);
}
