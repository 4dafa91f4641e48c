import { basename } from 'node:path';
import { isStdio, serverDefinitionSchema, type ServerDefinition } from '#contract/server-definition.ts';
import { headerPairs, textPairs } from './pairs.ts';
import type { RequestOptions } from './request-options.ts';
import { UsageError } from './usage-error.ts';

/** A server that the command line itself describes. */
export interface Target {
  name: string;
  definition: ServerDefinition;
}

/** The server described by `command args…`, one URL, or `--server-url`; undefined when none is. Throws UsageError. */
export function targetOf(options: RequestOptions): Target | undefined {
  const [first, ...rest] = options.target;
  const isUrl = first !== undefined && /^https?:\/\//i.test(first) && rest.length === 0;
  const url = options.serverUrl ?? (isUrl ? first : undefined);
  if (url !== undefined) {
    if (!isUrl && first !== undefined) throw new UsageError('Give a command or --server-url, not both.');
    if (options.transport === 'stdio') throw new UsageError('--transport stdio needs a command, not a URL.');
    return withOverrides({ name: options.server ?? hostOf(url), definition: { url } }, options);
  }
  if (first === undefined) return undefined;
  if (options.transport !== undefined && options.transport !== 'stdio') {
    throw new UsageError(`--transport ${options.transport} needs a URL. Give --server-url.`);
  }
  const name = options.server ?? nameOf(first, rest);
  // What is typed at a prompt is meant from there.
  return withOverrides({ name, definition: { command: first, args: rest, cwd: process.cwd() } }, options);
}

/** True when the command line changes something about the server that a configuration describes. */
export function hasOverrides(options: RequestOptions): boolean {
  const { env, cwd, headers, era, transport } = options;
  return env.length > 0 || headers.length > 0 || [cwd, era, transport].some((value) => value !== undefined);
}

/** Applies `-e`, `--cwd`, `--header`, `--transport` and `--protocol-era`, for this run. Throws UsageError. */
export function withOverrides({ name, definition }: Target, options: RequestOptions): Target {
  const era = options.era === undefined ? {} : { signalbox: { ...definition.signalbox, era: options.era } };
  if (isStdio(definition)) {
    refuse('--header', options.headers.length > 0, 'a server that is started by a command');
    const env = { ...definition.env, ...textPairs('-e', options.env) };
    const cwd = options.cwd === undefined ? {} : { cwd: options.cwd };
    return { name, definition: { ...definition, env, ...cwd, ...era } };
  }
  refuse('-e', options.env.length > 0, 'a server that is reached by URL');
  refuse('--cwd', options.cwd !== undefined, 'a server that is reached by URL');
  const type = typeOf(definition.url, options.transport);
  const headers = { ...definition.headers, ...headerPairs(options.headers) };
  const checked = serverDefinitionSchema.safeParse({ ...definition, ...type, headers, ...era });
  if (!checked.success) throw new UsageError(`“${definition.url}” is no http or https URL.`);
  return { name, definition: checked.data };
}

function refuse(flag: string, given: boolean, what: string): void {
  if (given) throw new UsageError(`${flag} means nothing for ${what}. Leave it out.`);
}

function typeOf(url: string, transport: RequestOptions['transport']): { type?: 'http' | 'sse' } {
  if (transport === 'http' || transport === 'sse') return { type: transport };
  return /\/sse\/?$/.test(url) ? { type: 'sse' } : {};
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url.slice(0, 100);
}

/** What people call a server: its script where it has one, else its command. */
function nameOf(command: string, args: readonly string[]): string {
  const script = args.find((arg) => !arg.startsWith('-'));
  return basename(script ?? command).slice(0, 100) || command.slice(0, 100);
}
