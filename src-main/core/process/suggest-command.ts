import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, extname, join, resolve } from 'node:path';
import type { CommandPlace } from './resolve-command.ts';

const searchTime = 120;

/**
 * Names that a command that was not found may have meant, best first, at most three: the same name where
 * programs often are but this PATH does not look, or a name on the PATH that differs by an ending or a slip.
 * Gives what it has after 120 ms: the message must not wait for a slow disk.
 */
export async function suggestCommands(place: CommandPlace, folders: string[]): Promise<string[]> {
  const name = basename(place.command);
  const asPath = name !== place.command;
  const onPath = asPath ? [dirname(resolve(place.cwd ?? process.cwd(), place.command))] : folders;
  const elsewhere = asPath ? [] : commonFolders(place).filter((folder) => !folders.includes(folder));
  const hits: { path: string; score: number }[] = [];
  const look = async (folder: string, far: boolean): Promise<void> => {
    for (const entry of await readdir(folder).catch(() => [])) {
      const score = likeness(name, entry, far);
      if (score > 0) hits.push({ path: far || asPath ? join(folder, entry) : entry, score });
    }
  };
  const all = Promise.all([
    ...onPath.map((folder) => look(folder, false)),
    ...elsewhere.map((folder) => look(folder, true)),
  ]);
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([all, new Promise((done) => (timer = setTimeout(done, searchTime)))]);
  clearTimeout(timer);
  const sorted = hits.toSorted((a, b) => b.score - a.score || a.path.length - b.path.length);
  return [...new Set(sorted.map((hit) => hit.path))].slice(0, 3);
}

function commonFolders(place: CommandPlace): string[] {
  const home = place.env['HOME'] ?? homedir();
  const hinted = (place.hintPath ?? '').split(delimiter).filter((folder) => folder !== '');
  const local = [
    '.local/bin',
    'bin',
    '.cargo/bin',
    '.bun/bin',
    '.deno/bin',
    '.volta/bin',
    '.asdf/shims',
    '.pyenv/shims',
  ];
  const system = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/bin', '/snap/bin'];
  return [...new Set([...hinted, ...local.map((folder) => join(home, folder)), ...system])];
}

/** 0: not alike. Elsewhere only the very name counts: a slip there would be noise. */
function likeness(wanted: string, entry: string, far: boolean): number {
  if (entry === wanted) return 10;
  if (far) return 0;
  const [a, b] = [wanted.toLowerCase(), entry.toLowerCase()];
  if (a === b) return 9;
  if (b === a + extname(b) || a === b + extname(a)) return 8;
  return isOneSlip(a, b) ? 5 : 0;
}

/** True when one letter is missing, added, changed, or swapped with its neighbour. */
function isOneSlip(a: string, b: string): boolean {
  if (a.length < 3 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
