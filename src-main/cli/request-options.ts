import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

/** The methods of `signalbox cli --method`. */
export const methods = [
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'logging/setLevel',
] as const;
export type Method = (typeof methods)[number];

const flags = {
  config: { type: 'string', multiple: true, default: [] },
  server: { type: 'string' },
  env: { type: 'string', short: 'e', multiple: true, default: [] },
  cwd: { type: 'string' },
  method: { type: 'string' },
  'tool-name': { type: 'string' },
  'tool-arg': { type: 'string', multiple: true, default: [] },
  'tool-args-json': { type: 'string' },
  uri: { type: 'string' },
  'prompt-name': { type: 'string' },
  'prompt-args': { type: 'string', multiple: true, default: [] },
  ref: { type: 'string' },
  argument: { type: 'string', multiple: true, default: [] },
  'log-level': { type: 'string' },
  transport: { type: 'string' },
  'server-url': { type: 'string' },
  header: { type: 'string', multiple: true, default: [] },
  'protocol-era': { type: 'string' },
  format: { type: 'string', default: 'text' },
  allow: { type: 'boolean', default: false },
  timeout: { type: 'string' },
  'data-dir': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} satisfies NonNullable<ParseArgsConfig['options']>;

/** Flags that take several values after one another, as the official inspector's do. */
const greedy = new Set(['--tool-arg', '--prompt-args', '--argument', '--header']);

/** What one run of `signalbox cli` was asked for. */
export interface RequestOptions {
  help: boolean;
  method: Method;
  format: 'json' | 'text';
  /** A command with its arguments, or one URL; empty when the server comes from a configuration. */
  target: string[];
  server: string | undefined;
  configFiles: string[];
  env: string[];
  cwd: string | undefined;
  transport: 'stdio' | 'http' | 'sse' | undefined;
  serverUrl: string | undefined;
  headers: string[];
  era: 'auto' | 'legacy' | 'modern' | undefined;
  toolName: string | undefined;
  toolArgs: string[];
  toolArgsJson: string | undefined;
  uri: string | undefined;
  promptName: string | undefined;
  promptArgs: string[];
  ref: string | undefined;
  argument: string[];
  logLevel: string | undefined;
  allow: boolean;
  /** Milliseconds. */
  timeout: number | undefined;
  dataDir: string | undefined;
}

/** Reads the words after `signalbox cli`. Throws UsageError. */
export function parseRequestOptions(argv: readonly string[]): RequestOptions {
  const { target, words } = splitTarget(argv);
  const { values, positionals } = read(words);
  if (positionals.length > 0 && target.length > 0) {
    throw new UsageError(
      `“${positionals[0]}” is too much. Give the server's command once, in front or after --.`,
    );
  }
  return {
    help: values.help,
    // A request for help needs no method.
    method: values.help ? 'tools/list' : oneOf('--method', values.method, methods),
    format: oneOf('--format', values.format, ['json', 'text'] as const),
    target: target.length > 0 ? target : positionals,
    server: values.server,
    configFiles: values.config.map((file) => resolve(file)),
    env: values.env,
    cwd: values.cwd === undefined ? undefined : resolve(values.cwd),
    transport:
      values.transport === undefined
        ? undefined
        : oneOf('--transport', values.transport, ['stdio', 'http', 'sse'] as const),
    serverUrl: values['server-url'],
    headers: values.header,
    era:
      values['protocol-era'] === undefined
        ? undefined
        : oneOf('--protocol-era', values['protocol-era'], ['auto', 'legacy', 'modern'] as const),
    toolName: values['tool-name'],
    toolArgs: values['tool-arg'],
    toolArgsJson: values['tool-args-json'],
    uri: values.uri,
    promptName: values['prompt-name'],
    promptArgs: values['prompt-args'],
    ref: values.ref,
    argument: values.argument,
    logLevel: values['log-level'],
    allow: values.allow,
    timeout: values.timeout === undefined ? undefined : milliseconds(values.timeout),
    dataDir: values['data-dir'] === undefined ? undefined : resolve(values['data-dir']),
  };
}

/**
 * The server's own command may hold flags that look like ours. Two forms keep them apart: `[options] -- command…`, and
 * the inspector's `command… -- [options]`; without `--` the command ends at the first flag.
 */
function splitTarget(argv: readonly string[]): { target: string[]; words: string[] } {
  const dashes = argv.indexOf('--');
  const startsWithCommand = argv.length > 0 && !argv[0]?.startsWith('-');
  if (dashes >= 0) {
    const [before, after] = [argv.slice(0, dashes), argv.slice(dashes + 1)];
    return startsWithCommand ? { target: before, words: after } : { target: after, words: before };
  }
  const firstFlag = argv.findIndex((word) => word.startsWith('-'));
  const end = firstFlag < 0 ? argv.length : firstFlag;
  return { target: argv.slice(0, end), words: argv.slice(end) };
}

function read(words: readonly string[]) {
  const spread: string[] = [];
  let open: string | undefined;
  for (const word of words) {
    const isNext = open !== undefined && !word.startsWith('-') && spread.at(-1) !== open;
    if (isNext && open !== undefined) spread.push(open, word);
    else spread.push(word);
    if (word.startsWith('-')) open = greedy.has(word) ? word : undefined;
  }
  try {
    return parseArgs({ args: spread, options: flags, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(flag: string, value: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const given = value === undefined ? `${flag} is missing` : `${flag} ${value} is not known`;
  throw new UsageError(`${given}. Give one of: ${allowed.join(', ')}.`);
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0 && value <= 86_400_000) return value;
  throw new UsageError(`--timeout ${text} is no time. Give milliseconds, from 1 to 86400000.`);
}
