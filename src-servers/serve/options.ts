/** One command-line option. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in the help text. */
  readonly value?: string;
  readonly help: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type OptionValue<Spec extends OptionSpec> = Spec['type'] extends 'boolean'
  ? boolean
  : Spec['multiple'] extends true
    ? string[]
    : string;

/** The parsed values of a set of options; an option that was not given is absent. */
export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]?: OptionValue<Specs[Name]>;
};

/** The person who started the server must change the command line; printed without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What `--http` may be given along with. */
const alongHttp = {
  host: {
    type: 'string',
    value: 'ADDRESS',
    help: 'listen on this address (default 127.0.0.1; others need a token)',
  },
  token: { type: 'string', value: 'TOKEN', help: 'require "Authorization: Bearer TOKEN"' },
  'token-file': { type: 'string', value: 'FILE', help: 'read the token from a file, out of sight of ps' },
  'allowed-origin': {
    type: 'string',
    multiple: true,
    value: 'ORIGIN',
    help: 'let web pages of this origin call, e.g. http://localhost:6274',
  },
  'allowed-host': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'accept this name in the Host header, e.g. behind a proxy',
  },
  'tls-cert': { type: 'string', value: 'FILE', help: 'serve HTTPS with this certificate chain (PEM)' },
  'tls-key': { type: 'string', value: 'FILE', help: 'and this private key (PEM)' },
  'public-url': {
    type: 'string',
    value: 'URL',
    help: 'the URL clients use, ending in /mcp; the OAuth resource (default: where it listens)',
  },
  'oauth-issuer': {
    type: 'string',
    value: 'URL',
    help: 'accept access tokens (JWT) of this OAuth 2.1 issuer',
  },
  'oauth-audience': {
    type: 'string',
    value: 'NAME',
    help: 'the audience they must name (default: the public URL)',
  },
  'oauth-jwks': {
    type: 'string',
    value: 'URL',
    help: 'where its keys are (default: found through its metadata)',
  },
  'oauth-scope': { type: 'string', multiple: true, value: 'SCOPE', help: 'a scope every token must have' },
  'max-sessions': { type: 'string', value: 'N', help: 'HTTP sessions held at once (default 64)' },
} as const satisfies OptionSpecs;

// Object.keys knows the names of a const object no closer than as strings.
export const httpOptions = Object.keys(alongHttp) as (keyof typeof alongHttp)[];

export const sharedOptions = {
  http: {
    type: 'string',
    value: 'PORT',
    help: 'serve Streamable HTTP at /mcp and HTTP+SSE at /sse (0: any port)',
  },
  ...alongHttp,
  help: { type: 'boolean', help: 'show this help' },
  version: { type: 'boolean', help: 'show the version' },
} as const satisfies OptionSpecs;

/**
 * Parses a command line against `specs`.
 * @throws UsageError naming what is wrong with it
 */
export function parseOptions<Specs extends OptionSpecs>(
  specs: Specs,
  argv: readonly string[],
): OptionValues<Specs> {
  // The usual start, with no options at all, need not load the parser.
  if (argv.length === 0) return {};
  const { parseArgs } = process.getBuiltinModule('node:util');
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      { type: spec.type, multiple: spec.multiple === true },
    ]),
  );
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: false });
    // parseArgs was given exactly these specs and is strict, so its values have the shape computed from them.
    return values as OptionValues<Specs>;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The lines that describe a set of options, aligned. */
export function describeOptions(specs: OptionSpecs): string {
  const rows = Object.entries(specs).map(
    ([name, spec]) =>
      [`  --${name}${spec.type === 'string' ? ` ${spec.value ?? 'VALUE'}` : ''}`, spec.help] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => left.padEnd(width) + right).join('\n');
}
