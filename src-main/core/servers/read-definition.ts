import type { z } from 'zod';
import { HostFailure } from '#contract/host-error.ts';
import {
  httpDefinitionSchema,
  stdioDefinitionSchema,
  type ServerDefinition,
} from '#contract/server-definition.ts';

type Loose = Record<string, unknown>;

/** True for a plain object. */
export function isRecord(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when something could be one server's definition, in any program's shape. */
export function looksLikeDefinition(value: unknown): value is Loose {
  if (!isRecord(value)) return false;
  const { command } = value;
  const startable = typeof command === 'string' || Array.isArray(command) || isRecord(command);
  return startable || urlOf(value) !== undefined;
}

/**
 * One server's definition from the shapes that programs in the field write (`serverUrl`, `httpUrl`, `command` as a list,
 * `environment`, numbers as values, spellings of the transport). Unknown keys are kept.
 * @throws HostFailure `bad-definition`, naming the server and what is wrong.
 */
export function readDefinition(name: string, raw: unknown): ServerDefinition {
  if (!isRecord(raw)) throw bad(name, 'it is not an object with a command or a url');
  const { transport, serverUrl: _, httpUrl: __, environment, ...rest } = raw;
  const type = readType(name, rest['type'] ?? transport);
  const url = urlOf(raw);
  if (type === undefined ? rest['command'] === undefined && url !== undefined : type !== 'stdio') {
    const headers = stringValues(rest['headers']);
    return check(name, httpDefinitionSchema, {
      ...rest,
      ...withKey('type', type),
      ...withKey('url', url),
      ...withKey('headers', headers),
    });
  }
  const { command, args, env } = readCommand(rest);
  return check(name, stdioDefinitionSchema, {
    ...rest,
    ...withKey('type', type),
    ...withKey('command', command),
    ...withKey('args', Array.isArray(args) ? args.map(scalarToString) : args),
    ...withKey('env', stringValues(env ?? environment)),
  });
}

function readCommand(raw: Loose): { command: unknown; args: unknown; env: unknown } {
  const { command, args, env } = raw;
  if (Array.isArray(command)) {
    const [first, ...more] = command as unknown[];
    return { command: first, args: Array.isArray(args) ? [...more, ...(args as unknown[])] : more, env };
  }
  if (isRecord(command))
    return { command: command['path'], args: command['args'] ?? args, env: command['env'] ?? env };
  return { command, args, env };
}

function readType(name: string, type: unknown): 'stdio' | 'http' | 'streamable-http' | 'sse' | undefined {
  if (type === undefined || type === null) return undefined;
  const spelled = (typeof type === 'string' ? type : JSON.stringify(type)).toLowerCase().replaceAll('_', '-');
  switch (spelled) {
    case 'stdio':
    case 'local':
      return 'stdio';
    case 'http':
    case 'remote':
      return 'http';
    case 'streamable-http':
    case 'streamablehttp':
      return 'streamable-http';
    case 'sse':
      return 'sse';
    default:
      throw bad(name, `its type "${spelled.slice(0, 40)}" is not one of stdio, http, streamable-http, sse`);
  }
}

function urlOf(raw: Loose): string | undefined {
  const url = raw['url'] ?? raw['serverUrl'] ?? raw['httpUrl'];
  return typeof url === 'string' ? url : undefined;
}

function stringValues(values: unknown): unknown {
  if (!isRecord(values)) return values;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, scalarToString(value)]),
  );
}

function scalarToString(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function withKey(key: string, value: unknown): Loose {
  return value === undefined ? {} : { [key]: value };
}

function check<S extends z.ZodType>(name: string, schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw bad(name, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}`);
}

function bad(name: string, why: string): HostFailure {
  return new HostFailure(
    'bad-definition',
    `The definition of "${name.slice(0, 100)}" cannot be used (${why}). Correct it and try again.`,
  );
}
