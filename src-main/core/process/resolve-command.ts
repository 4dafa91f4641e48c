import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { HostFailure } from '#contract/host-error.ts';
import { suggestCommands } from './suggest-command.ts';

/** Where to look for a command. */
export interface CommandPlace {
  command: string;
  /** The complete environment the process will get. */
  env: Record<string, string>;
  cwd?: string | undefined;
  /** A PATH that a near miss may be on, for instance that of the login shell. Never used to start anything. */
  hintPath?: string | undefined;
}

/**
 * Finds the file that a command means, as the operating system would, so that a failure can be said exactly.
 * Throws `command-not-found` (names the PATH searched and near misses) or `not-executable`.
 */
export async function resolveCommand(place: CommandPlace): Promise<string> {
  const { command, env } = place;
  const extensions = process.platform === 'win32' ? ['', ...windowsExtensions(env)] : [''];
  const isPath =
    isAbsolute(command) || command.includes('/') || (process.platform === 'win32' && command.includes('\\'));
  const folders = isPath ? [place.cwd ?? process.cwd()] : searchedFolders(env);
  let obstacle: HostFailure | undefined;
  for (const folder of folders) {
    for (const extension of extensions) {
      const file = isPath ? resolve(folder, command + extension) : join(folder, command + extension);
      const found = await judge(file);
      if (found === 'executable') return file;
      if (found instanceof HostFailure) obstacle ??= found;
    }
  }
  throw obstacle ?? (await notFound(place, isPath ? undefined : folders));
}

/** The folders of the PATH of an environment, in order. */
export function searchedFolders(env: Record<string, string>): string[] {
  const path = env['PATH'] ?? Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  return [...new Set(path.split(delimiter).filter((folder) => folder !== ''))];
}

function windowsExtensions(env: Record<string, string>): string[] {
  return (env['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';').filter((extension) => extension !== '');
}

async function judge(file: string): Promise<'executable' | 'absent' | HostFailure> {
  const facts = await stat(file).catch(() => undefined);
  if (!facts) return 'absent';
  if (facts.isDirectory()) {
    return new HostFailure(
      'not-executable',
      `“${file}” is a folder, not a program. Name a program inside it.`,
    );
  }
  const runnable = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (runnable) return 'executable';
  return new HostFailure(
    'not-executable',
    `“${file}” is not executable. Make it so (chmod +x), or start it with its interpreter, for instance node or python3.`,
  );
}

async function notFound(place: CommandPlace, folders: string[] | undefined): Promise<HostFailure> {
  const near = await suggestCommands(place, folders ?? []);
  const hint = near.length > 0 ? ` Did you mean ${near.map((path) => `“${path}”`).join(' or ')}?` : '';
  if (!folders) {
    const file = resolve(place.cwd ?? process.cwd(), place.command);
    return new HostFailure(
      'command-not-found',
      `There is no file “${file}”.${hint || ' Correct the command.'}`,
    );
  }
  const searched = folders.join(delimiter) || '(empty)';
  return new HostFailure(
    'command-not-found',
    `The command “${place.command}” was not found.${hint || ' Install it, or give its whole path.'} PATH searched: ${searched}`,
  );
}
