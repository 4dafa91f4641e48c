import { isStdio, serverDefinitionSchema, type ServerDefinition } from '#contract/server-definition.ts';

/** A server's definition as the fields of a form. Lists are texts with one entry per line. */
export interface DefinitionDraft {
  kind: 'stdio' | 'http';
  command: string;
  args: string;
  env: string;
  cwd: string;
  url: string;
  transport: 'http' | 'sse';
  headers: string;
  era: 'auto' | 'legacy' | 'modern';
  handshakeTimeout: string;
  callTimeout: string;
  roots: string;
  watch: string;
  contain: 'auto' | 'off';
  /** Keys the form does not show; kept as they are. */
  rest: Record<string, unknown>;
  signalboxRest: Record<string, unknown>;
}

export const emptyDraft: DefinitionDraft = {
  kind: 'stdio',
  command: '',
  args: '',
  env: '',
  cwd: '',
  url: '',
  transport: 'http',
  headers: '',
  era: 'auto',
  handshakeTimeout: '',
  callTimeout: '',
  roots: '',
  watch: '',
  contain: 'off',
  rest: {},
  signalboxRest: {},
};

const joinPairs = (pairs: Record<string, string> | undefined, between: string): string =>
  Object.entries(pairs ?? {})
    .map(([name, value]) => `${name}${between}${value}`)
    .join('\n');

/** Undefined when an entry holds a line break: such a definition can only be edited as JSON. */
export function draftOf(definition: ServerDefinition): DefinitionDraft | undefined {
  const { signalbox = {}, ...keys } = definition;
  const { era = 'auto', handshakeTimeout, callTimeout, roots = [], watch = [], ...more } = signalbox;
  const { contain = 'off', ...signalboxRest } = more;
  const shared = {
    ...emptyDraft,
    era,
    handshakeTimeout: handshakeTimeout === undefined ? '' : String(handshakeTimeout),
    callTimeout: callTimeout === undefined ? '' : String(callTimeout),
    roots: roots.join('\n'),
    watch: watch.join('\n'),
    contain,
    signalboxRest,
  };
  if (isStdio(definition)) {
    const { command, args = [], env = {}, cwd = '', ...rest } = definition;
    delete rest.signalbox;
    if ([...args, ...Object.values(env), ...roots, ...watch].some((text) => /[\r\n]/.test(text)))
      return undefined;
    // An empty argument is a line that could not be told from the end of the text.
    if (args.includes('')) return undefined;
    return { ...shared, kind: 'stdio', command, args: args.join('\n'), env: joinPairs(env, '='), cwd, rest };
  }
  const { url, type, headers, ...rest } = keys as Extract<ServerDefinition, { url: string }>;
  return {
    ...shared,
    kind: 'http',
    url,
    transport: type === 'sse' ? 'sse' : 'http',
    headers: joinPairs(headers, ': '),
    rest: type === 'streamable-http' ? { ...rest, type } : rest,
  };
}

const lines = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '');

function splitPairs(text: string, between: RegExp): Record<string, string> | undefined {
  const pairs: Record<string, string> = {};
  for (const line of lines(text)) {
    const found = between.exec(line);
    if (!found || found.index === 0) return undefined;
    pairs[line.slice(0, found.index).trim()] = line.slice(found.index + found[0].length);
  }
  return pairs;
}

/** The definition of a draft, or a sentence for each field that is wrong. */
export function definitionOf(
  draft: DefinitionDraft,
):
  | { ok: true; definition: ServerDefinition }
  | { ok: false; problems: Partial<Record<keyof DefinitionDraft, string>> } {
  const problems: Partial<Record<keyof DefinitionDraft, string>> = {};
  const milliseconds = (field: 'handshakeTimeout' | 'callTimeout'): number | undefined => {
    if (draft[field] === '') return undefined;
    const value = Number(draft[field]);
    if (Number.isInteger(value) && value > 0) return value;
    problems[field] = 'A whole number of milliseconds, or nothing.';
    return undefined;
  };
  const roots = lines(draft.roots);
  const watch = lines(draft.watch);
  const signalbox = dropUndefined({
    ...draft.signalboxRest,
    era: draft.era === 'auto' ? undefined : draft.era,
    handshakeTimeout: milliseconds('handshakeTimeout'),
    callTimeout: milliseconds('callTimeout'),
    roots: roots.length === 0 ? undefined : roots,
    watch: watch.length === 0 ? undefined : watch,
    contain: draft.contain === 'off' ? undefined : draft.contain,
  });
  const own = draft.kind === 'stdio' ? stdioKeys(draft, problems) : httpKeys(draft, problems);
  const value = dropUndefined({
    ...draft.rest,
    ...own,
    signalbox: Object.keys(signalbox).length === 0 ? undefined : signalbox,
  });
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const parsed = serverDefinitionSchema.safeParse(value);
  if (parsed.success) return { ok: true, definition: parsed.data };
  const field = draft.kind === 'stdio' ? 'command' : 'url';
  return { ok: false, problems: { [field]: parsed.error.issues[0]?.message ?? 'This is not a definition.' } };
}

function stdioKeys(
  draft: DefinitionDraft,
  problems: Partial<Record<keyof DefinitionDraft, string>>,
): Record<string, unknown> {
  if (draft.command.trim() === '')
    problems.command = 'Name the program to start, for instance npx or a full path.';
  const env = splitPairs(draft.env, /=/);
  if (!env) problems.env = 'One NAME=value per line.';
  const args = lines(draft.args);
  return {
    command: draft.command.trim(),
    args: args.length === 0 ? undefined : args,
    env: env && Object.keys(env).length > 0 ? env : undefined,
    cwd: draft.cwd.trim() === '' ? undefined : draft.cwd.trim(),
  };
}

function httpKeys(
  draft: DefinitionDraft,
  problems: Partial<Record<keyof DefinitionDraft, string>>,
): Record<string, unknown> {
  if (!/^https?:\/\/\S+$/i.test(draft.url.trim()))
    problems.url = 'An address that starts with https:// or http://.';
  const headers = splitPairs(draft.headers, /:\s*/);
  if (!headers) problems.headers = 'One Name: value per line.';
  const type = draft.transport === 'sse' ? 'sse' : draft.rest['type'];
  return {
    type,
    url: draft.url.trim(),
    headers: headers && Object.keys(headers).length > 0 ? headers : undefined,
  };
}

function dropUndefined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** Reads a definition that was edited as JSON, or says what is wrong with it. */
export function definitionFromJson(
  text: string,
): { ok: true; definition: ServerDefinition } | { ok: false; problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return {
      ok: false,
      problem: `This is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    };
  }
  const parsed = serverDefinitionSchema.safeParse(value);
  if (parsed.success) return { ok: true, definition: parsed.data };
  return {
    ok: false,
    problem: 'A definition has a "command" (a program to start) or a "url" (http or https).',
  };
}
