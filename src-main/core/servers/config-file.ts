import { readFileSync } from 'node:fs';
import { HostFailure } from '#contract/host-error.ts';
import { findServers, type FoundServers } from './find-servers.ts';
import { JsoncProblem, parseJsonc } from './parse-jsonc.ts';
import { isRecord } from './read-definition.ts';

/**
 * The servers of a `--config` file, in any known program's shape. The file is only read.
 * @throws HostFailure `config-unreadable`, with line and column of a syntax error
 */
export function readConfigFile(path: string): FoundServers {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HostFailure(
      'config-unreadable',
      `${path} cannot be read (${why}). Check the name given to --config.`,
      {
        cause,
      },
    );
  }
  let value: unknown;
  try {
    value = parseJsonc(text);
  } catch (cause) {
    if (!(cause instanceof JsoncProblem)) throw cause;
    throw new HostFailure('config-unreadable', `${path} is not JSON: ${cause.message}. Correct it there.`, {
      cause,
    });
  }
  const found = findServers(value);
  if (found) return found;
  if (isRecord(value) && Object.keys(value).length === 0) return { servers: [], inputs: {} };
  throw new HostFailure(
    'config-unreadable',
    `${path} holds no servers: it needs "mcpServers" (or "servers", as VS Code writes it) with an object of names.`,
  );
}

/**
 * Gives the text back when it is a servers file of ours: JSON with comments, whose `mcpServers`, if there, is an object.
 * Throws an Error that says where it is wrong.
 */
export function checkServersText(text: string): string {
  const value = parseJsonc(text);
  if (!isRecord(value)) throw new Error('it is not an object');
  if (value['mcpServers'] !== undefined && !isRecord(value['mcpServers'])) {
    throw new Error('its "mcpServers" is not an object');
  }
  return text;
}
