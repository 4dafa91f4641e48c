import { execFile } from 'node:child_process';
import { resolveCommand } from './resolve-command.ts';

/** What is put in front of a command. */
export interface Container {
  file: string;
  args: readonly string[];
}

/**
 * A process namespace that ends with its first process and with us: not even a daemon outlives it. Files, devices and
 * network stay as they are; /proc is its own, so that the process numbers a server sees fit together.
 */
const bubblewrap: readonly string[] = [
  '--dev-bind',
  '/',
  '/',
  '--proc',
  '/proc',
  '--unshare-pid',
  '--die-with-parent',
  '--',
];

let probed: Promise<Container | undefined> | undefined;

/** The container that works on this machine, if one does. Tried once; many systems forbid user namespaces. */
export function findContainer(): Promise<Container | undefined> {
  probed ??= probe();
  return probed;
}

async function probe(): Promise<Container | undefined> {
  if (process.platform !== 'linux') return undefined;
  const ours = { PATH: process.env['PATH'] ?? '' };
  // A server's own PATH must not decide which bubblewrap it is put into.
  const file = await resolveCommand({ command: 'bwrap', env: ours }).catch(() => undefined);
  if (file === undefined) return undefined;
  return new Promise((resolve) => {
    execFile(file, [...bubblewrap, process.execPath, '--version'], { timeout: 2000 }, (error) =>
      resolve(error ? undefined : { file, args: bubblewrap }),
    );
  });
}
