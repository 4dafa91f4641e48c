import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { HostFailure } from '#contract/host-error.ts';
import type { ImportableFile, ServerCandidate } from '#contract/server-state.ts';
import { findServers } from './find-servers.ts';
import { JsoncProblem, parseJsonc } from './parse-jsonc.ts';
import { parseServers } from './parse-servers.ts';

/** What the places of configuration files depend on. */
export interface PlaceFacts {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

/** Bytes; a configuration that people wrote is never longer. */
const longestFile = 16 * 1024 * 1024;

/** Where the programs that people use with MCP keep their servers on this system, whether or not the files exist. */
export function knownConfigFiles(facts: PlaceFacts): { program: string; path: string }[] {
  const { join } = facts.platform === 'win32' ? win32 : posix;
  const config = configHome(facts, join);
  const place = (program: string, ...path: string[]): { program: string; path: string } => ({
    program,
    path: join(...path),
  });
  return [
    place('Claude Desktop', config, 'Claude', 'claude_desktop_config.json'),
    place('Claude Code', facts.home, '.claude.json'),
    place('Cursor', facts.home, '.cursor', 'mcp.json'),
    place('VS Code', config, 'Code', 'User', 'mcp.json'),
    place('VS Code Insiders', config, 'Code - Insiders', 'User', 'mcp.json'),
    place('Windsurf', facts.home, '.codeium', 'windsurf', 'mcp_config.json'),
    facts.platform === 'win32'
      ? place('Zed', config, 'Zed', 'settings.json')
      : place('Zed', facts.home, '.config', 'zed', 'settings.json'),
    place('Gemini CLI', facts.home, '.gemini', 'settings.json'),
  ];
}

/** Where desktop programs keep their settings: per system, as the systems' own rules say. */
function configHome({ platform, env, home }: PlaceFacts, join: (...parts: string[]) => string): string {
  if (platform === 'win32') return env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  const xdg = env['XDG_CONFIG_HOME'];
  // The XDG base directory specification: a path that is not absolute is ignored.
  return xdg?.startsWith('/') === true ? xdg : join(home, '.config');
}

/**
 * The servers that other programs on this machine know, file by file; nothing is started or saved, and the files are
 * only read. A file that is there but cannot be used carries a sentence in `problem`; one without servers is left out.
 * A name in `taken` gets a warning.
 */
export function findImportable(
  taken: ReadonlySet<string>,
  facts: PlaceFacts = { platform: process.platform, env: process.env, home: homedir() },
): ImportableFile[] {
  return knownConfigFiles(facts).flatMap(({ program, path }): ImportableFile[] => {
    try {
      const candidates = candidatesIn(path, taken);
      return candidates ? [{ program, path, candidates }] : [];
    } catch (thrown) {
      return [{ program, path, candidates: [], problem: problemWords(thrown) }];
    }
  });
}

/** Undefined when there is no file, or no servers in it. */
function candidatesIn(path: string, taken: ReadonlySet<string>): ServerCandidate[] | undefined {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return undefined;
  if (size > longestFile) throw new Error('it is too long for a configuration');
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const found = text.trim() === '' ? undefined : findServers(parseJsonc(text));
  return found && found.servers.length > 0 ? parseServers(text, taken) : undefined;
}

function problemWords(thrown: unknown): string {
  if (thrown instanceof HostFailure) return thrown.message;
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof JsoncProblem) return `The file is not JSON: ${why}. Correct it there.`;
  return `The file cannot be read (${why}). Check what it is and who may read it, or paste the part you want.`;
}
