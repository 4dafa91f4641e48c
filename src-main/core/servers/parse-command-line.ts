import { looksLikeDefinition } from './read-definition.ts';
import { parseJsonc } from './parse-jsonc.ts';
import { nameFromCommand } from './name-from-command.ts';
import { splitShellWords } from './shell-words.ts';

/** A server as found: its name, if one was given, and its definition as yet unchecked. */
export interface FoundServer {
  name: string;
  raw: unknown;
}

const launchers =
  /^(npx|npm|pnpm|yarn|bun|bunx|node|tsx|ts-node|deno|uv|uvx|pipx|python[\d.]*|py|ruby|php|perl|java|dotnet|go|cargo|docker|podman|nerdctl|bash|sh|zsh|cmd|powershell|pwsh|wsl|sudo|env|curl)(\.exe|\.cmd)?$/i;

/**
 * A command line (`KEY=value npx -y @x/server-y`, `claude mcp add name -- command…`, `code --add-mcp '{…}'`) or a URL as a
 * server; undefined when the text does not look like one. Starts nothing. Throws an Error for a quote left open.
 */
export function parseCommandLine(text: string): FoundServer | undefined {
  const line = text.trim().replace(/^[$>#]\s+/, '');
  if (/^https?:\/\/\S+$/i.test(line)) return fromUrl(undefined, line, {});
  const words = splitShellWords(line);
  const added = fromAddCommand(words);
  if (added) return added;

  const env: Record<string, string> = {};
  while (words[0] !== undefined && /^[A-Za-z_]\w*=/.test(words[0])) addVariable(env, words.shift() ?? '');
  const [command, ...args] = words;
  if (command === undefined || !looksLikeCommand(command, args, Object.keys(env).length > 0))
    return undefined;
  return fromWords(undefined, command, args, env);
}

function looksLikeCommand(command: string, args: readonly string[], hasVariables: boolean): boolean {
  if (/[{}"<>]/.test(command)) return false;
  if (launchers.test(command) || hasVariables) return true;
  const isPath = /^(\.{0,2}|~|[A-Za-z]:)[/\\]/.test(command) || /[^/]\/[^/]/.test(command);
  const isFile = /\.(exe|cmd|bat|sh|py|[cm]?[jt]s)$/i.test(command);
  // One word of prose must not become a command; a program for MCP normally says so, or is given options.
  return isPath || isFile || /mcp|[\w]-[\w]/i.test(command) || args.some((word) => /^--?\w/.test(word));
}

/** `claude mcp add [options] name -- command…` and its kin (`codex`, `gemini`), `… add-json name '{…}'`, `code --add-mcp '{…}'`. */
function fromAddCommand(words: readonly string[]): FoundServer | undefined {
  const vscode = words.indexOf('--add-mcp');
  if (vscode > 0) return fromJsonWord(undefined, words[vscode + 1]);
  const at = words.indexOf('mcp');
  const verb = words[at + 1];
  if (at < 1 || at > 2 || (verb !== 'add' && verb !== 'add-json')) return undefined;
  const rest = words.slice(at + 2);
  const { operands, env, headers, transport, command } = readAddOptions(rest);
  const [name, target, ...args] = operands;
  if (verb === 'add-json') return fromJsonWord(name, target);
  if (command.length > 0) return fromWords(name, command[0] ?? '', command.slice(1), env);
  if (target === undefined) return undefined;
  if (/^https?:\/\//i.test(target)) {
    return fromUrl(name, target, {
      ...(transport === undefined ? {} : { type: transport }),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
    });
  }
  return fromWords(name, target, args, env);
}

function readAddOptions(words: readonly string[]): {
  operands: string[];
  env: Record<string, string>;
  headers: Record<string, string>;
  transport: string | undefined;
  command: string[];
} {
  const operands: string[] = [];
  const env: Record<string, string> = {};
  const headers: Record<string, string> = {};
  let transport: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', value = ''] = [words[at], words[at + 1]];
    const [, option = word, joined] = /^(--\w[\w-]*)=(.*)$/s.exec(word) ?? [];
    const given = joined ?? value;
    if (word === '--') return { operands, env, headers, transport, command: words.slice(at + 1) };
    if (!word.startsWith('-') || operands.length >= 2) {
      operands.push(word);
      continue;
    }
    if (option === '-e' || option === '--env') addVariable(env, given);
    else if (option === '-t' || option === '--transport') transport = given;
    else if (option === '-H' || option === '--header') {
      const [, key, header] = /^([^:=]+)[:=]\s*(.*)$/s.exec(given) ?? [];
      if (key !== undefined) headers[key.trim()] = header ?? '';
    } else if (option === '--url') operands.push(given);
    else if (option !== '-s' && option !== '--scope') continue;
    if (joined === undefined) at += 1;
  }
  return { operands, env, headers, transport, command: [] };
}

function fromJsonWord(name: string | undefined, json: string | undefined): FoundServer | undefined {
  if (json === undefined) return undefined;
  const raw = parseJsonc(json);
  if (!looksLikeDefinition(raw)) return undefined;
  const { name: own, ...definition } = raw;
  return { name: name ?? (typeof own === 'string' ? own : nameOf(raw)), raw: definition };
}

function fromWords(
  name: string | undefined,
  command: string,
  args: string[],
  env: Record<string, string>,
): FoundServer {
  const raw = {
    command,
    ...(args.length === 0 ? {} : { args }),
    ...(Object.keys(env).length === 0 ? {} : { env }),
  };
  return { name: name ?? nameOf(raw), raw };
}

function fromUrl(name: string | undefined, url: string, more: Record<string, unknown>): FoundServer {
  const type = /\/sse\/?($|[?#])/.test(url) ? { type: 'sse' } : {};
  const raw = { url, ...type, ...more };
  return { name: name ?? nameOf(raw), raw };
}

/** A name for a definition that has none. */
export function nameOf(raw: Record<string, unknown>): string {
  const { command, args } = raw;
  const url = raw['url'] ?? raw['serverUrl'] ?? raw['httpUrl'];
  const words = [command, ...(Array.isArray(args) ? (args as unknown[]) : [])]
    .flat()
    .filter((word) => typeof word === 'string');
  const [first, ...rest] = words;
  const found =
    first === undefined
      ? typeof url === 'string'
        ? URL.parse(url)?.hostname.replace(/^(mcp|www|api)\.(?=.*\.)/, '')
        : undefined
      : nameFromCommand(first, rest);
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is removed
  return found?.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, 100) || 'server';
}

function addVariable(env: Record<string, string>, assignment: string): void {
  const at = assignment.indexOf('=');
  if (at > 0) env[assignment.slice(0, at)] = assignment.slice(at + 1);
}
