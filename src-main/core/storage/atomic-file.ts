import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { HostFailure } from '#contract/host-error.ts';

/** The system calls of an atomic write; a parameter so that each of them can be made to fail in a test. */
export type AtomicIo = Pick<
  typeof fs,
  | 'openSync'
  | 'writeFileSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'linkSync'
  | 'copyFileSync'
  | 'renameSync'
  | 'lstatSync'
>;

const { O_CREAT, O_EXCL, O_WRONLY } = fs.constants;
// Windows has no O_NOFOLLOW.
const O_NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;

/**
 * Replaces a file so that whoever reads it, after a crash at any moment too, finds the old or the new text whole.
 * The file is 0600; the text before stays beside it as `.bak`. A symlink is refused, never followed.
 * @throws HostFailure `storage-failed`; the file is then as it was, or (only when the folder could not be synced) new.
 */
export function writeFileAtomic(path: string, text: string, io: AtomicIo = fs): void {
  const temporary = temporaryName(path);
  try {
    if (isSymlink(path, io) || isSymlink(`${path}.bak`, io)) {
      throw new Error('it is a symbolic link; put a plain file in its place');
    }
    const file = io.openSync(temporary, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600);
    try {
      io.writeFileSync(file, text);
      io.fsyncSync(file);
    } finally {
      io.closeSync(file);
    }
    keepPrevious(path, io);
    io.renameSync(temporary, path);
    syncFolder(dirname(path), io);
  } catch (cause) {
    fs.rmSync(temporary, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HostFailure(
      'storage-failed',
      `${basename(path)} could not be saved (${why}). Make room or correct the permissions of ${dirname(path)}, then try again.`,
      { cause },
    );
  }
}

/** What was read, and what a person must know of it. */
export interface ReadWithBackup<T> {
  /** Undefined when there is neither the file nor a good copy of it. */
  value: T | undefined;
  /** One sentence, present exactly when the file was not the source of the value. */
  notice?: string;
}

/**
 * Reads a file that {@link writeFileAtomic} writes. When it is missing, unreadable or `parse` throws, the last good copy
 * is used and put in its place; the bad file stays beside it as `.bad-<time>`. Never resets silently: `notice` says it.
 * Does not throw.
 */
export function readFileWithBackup<T>(path: string, parse: (text: string) => T): ReadWithBackup<T> {
  removeLeftovers(path);
  const backup = `${path}.bak`;
  const main = attempt(path, parse);
  if (main.outcome === 'good') return { value: main.value };
  const copy = attempt(backup, parse);
  if (main.outcome === 'missing' && copy.outcome === 'missing') return { value: undefined };

  const name = basename(path);
  const said = [main.outcome === 'bad' ? `${name} could not be used (${main.why})` : `${name} was missing`];
  if (main.outcome === 'bad') said.push(setAside(path));
  if (copy.outcome === 'good') {
    said.push(restore(backup, path) ? 'the last good copy is used' : 'the last good copy is used for now');
    return { value: copy.value, notice: `${said.join('; ')}.` };
  }
  // The copy would be overwritten by the next save: it is evidence as well.
  if (copy.outcome === 'bad') said.push(`its last copy is no better (${copy.why})`, setAside(backup));
  said.push('there is no good copy, so the defaults are used');
  return { value: undefined, notice: `${said.join('; ')}.` };
}

type Attempt<T> = { outcome: 'good'; value: T } | { outcome: 'missing' } | { outcome: 'bad'; why: string };

function attempt<T>(path: string, parse: (text: string) => T): Attempt<T> {
  let text: string;
  try {
    text = readPlainFile(path);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return { outcome: 'missing' };
    if (isCode(error, 'ELOOP')) return { outcome: 'bad', why: 'it is a symbolic link' };
    return { outcome: 'bad', why: error instanceof Error ? error.message : String(error) };
  }
  try {
    return { outcome: 'good', value: parse(text) };
  } catch (error) {
    return { outcome: 'bad', why: error instanceof Error ? error.message : String(error) };
  }
}

function readPlainFile(path: string): string {
  const file = fs.openSync(path, fs.constants.O_RDONLY | O_NOFOLLOW | (fs.constants.O_NONBLOCK ?? 0));
  try {
    if (!fs.fstatSync(file).isFile()) throw new Error('it is not a plain file');
    closeToOthers(file);
    return fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } finally {
    fs.closeSync(file);
  }
}

/** The previous text gets a second name before the first one moves on: at no moment is there no good file. */
function keepPrevious(path: string, io: AtomicIo): void {
  if (!io.lstatSync(path, { throwIfNoEntry: false })) return;
  const temporary = temporaryName(path);
  try {
    try {
      io.linkSync(path, temporary);
    } catch (error) {
      // File systems without hard links (FAT, some network shares).
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].some((code) => isCode(error, code)))
        throw error;
      io.copyFileSync(path, temporary, fs.constants.COPYFILE_EXCL);
    }
    closeToOthers(temporary);
    io.renameSync(temporary, `${path}.bak`);
  } finally {
    // rename(2) does nothing when both names are the same file; the temporary name is then still there.
    fs.rmSync(temporary, { force: true });
  }
}

/** A file that a person made by hand may hold secrets and be readable by everyone. */
function closeToOthers(file: string | number): void {
  try {
    if (typeof file === 'number') fs.fchmodSync(file, 0o600);
    else fs.chmodSync(file, 0o600);
  } catch {
    // Someone else's file or a file system without modes: the folder is closed all the same.
  }
}

function setAside(path: string): string {
  const aside = `${path}.bad-${new Date().toISOString().replaceAll(':', '-')}`;
  try {
    fs.renameSync(path, aside);
    return `it is kept as ${basename(aside)}`;
  } catch {
    return 'it could not be kept aside';
  }
}

function restore(from: string, to: string): boolean {
  const temporary = temporaryName(to);
  try {
    fs.copyFileSync(from, temporary, fs.constants.COPYFILE_EXCL);
    fs.renameSync(temporary, to);
    return true;
  } catch {
    fs.rmSync(temporary, { force: true });
    return false;
  }
}

function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Removes temporary files of writers that were killed. */
function removeLeftovers(path: string): void {
  const prefix = `.${basename(path)}.`;
  try {
    for (const name of fs.readdirSync(dirname(path))) {
      if (!name.startsWith(prefix) || !name.endsWith('.tmp')) continue;
      const pid = Number(name.slice(prefix.length).split('.')[0]);
      if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && !isAlive(pid)) {
        fs.rmSync(join(dirname(path), name), { force: true });
      }
    }
  } catch {
    // Tidiness only: a folder that cannot be listed shows itself when the file is read.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function isSymlink(path: string, io: AtomicIo): boolean {
  return io.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function syncFolder(folder: string, io: AtomicIo): void {
  // Windows cannot open a folder; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = io.openSync(folder, fs.constants.O_RDONLY);
  try {
    io.fsyncSync(handle);
  } finally {
    io.closeSync(handle);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
