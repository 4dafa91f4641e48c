import { readdirSync, type Dirent } from 'node:fs';
import { sep } from 'node:path';
import { FileReader } from './file-reader.ts';
import { IgnoreRules } from './ignore-rules.ts';
import { compileMatcher, type LineMatcher } from './line-matcher.ts';
import type { SearchBoard } from './search-board.ts';
import { entersFolder, looksInto, type SearchRequest } from './search-request.ts';
import type { FromWorker, WorkItem } from './worker-messages.ts';

/** Files of one folder are searched in portions of this many, so that a huge folder can be shared too. */
const portion = 128;

/** Walks folders and searches their files, sharing what is left with workers that have nothing to do. */
export class FolderWalk {
  readonly #root: string;
  readonly #request: SearchRequest;
  readonly #board: SearchBoard;
  readonly #slot: number;
  readonly #tell: (message: FromWorker) => void;
  readonly #matcher: LineMatcher;
  readonly #reader: FileReader;
  readonly #ignore: IgnoreRules | undefined;
  #left: WorkItem[] = [];

  constructor(
    root: string,
    request: SearchRequest,
    board: SearchBoard,
    slot: number,
    tell: (message: FromWorker) => void,
  ) {
    this.#root = root;
    this.#request = request;
    this.#board = board;
    this.#slot = slot;
    this.#tell = tell;
    this.#matcher = compileMatcher(request);
    this.#reader = new FileReader(request.maxFileBytes);
    this.#ignore = request.gitignore
      ? new IgnoreRules((folder) => this.#reader.text(this.#place(join(folder, '.gitignore'))))
      : undefined;
  }

  /** Does the items and all that follows from them; returns when nothing is left or the search was stopped. */
  work(items: readonly WorkItem[]): void {
    this.#left = [...items];
    for (let item = this.#left.pop(); item !== undefined; item = this.#left.pop()) {
      if (this.#board.get('stop') !== 0) return;
      if (item.files === undefined) this.#enter(item.folder);
      else this.#searchFiles(item.folder, item.files);
      this.#share();
    }
  }

  #enter(folder: string): void {
    const entries = this.#list(folder);
    const files: string[] = [];
    for (const entry of entries) {
      if (entry.isDirectory()) {
        if (entersFolder(entry.name) && !this.#ignores(folder, entry.name, true))
          this.#left.push({ folder: join(folder, entry.name) });
      } else if (entry.isFile() && looksInto(entry.name, this.#request.extensions)) {
        if (!this.#ignores(folder, entry.name, false)) files.push(entry.name);
      }
    }
    for (let from = 0; from < files.length; from += portion)
      this.#left.push({ folder, files: files.slice(from, from + portion) });
  }

  #list(folder: string): readonly Dirent[] {
    try {
      return readdirSync(this.#place(folder), { withFileTypes: true });
    } catch (error) {
      this.#countFailure(error, folder);
      // An empty result would look as if there were nothing in it.
      if (folder === '') this.#board.add('unreadable', 1);
      return [];
    }
  }

  #searchFiles(folder: string, names: readonly string[]): void {
    for (const name of names) {
      if (this.#board.get('stop') !== 0) return;
      this.#board.add('files', 1);
      const path = join(folder, name);
      this.#board.step(this.#slot);
      try {
        const hits = this.#reader.search(this.#place(path), this.#request, this.#matcher);
        if (hits.length > 0) {
          this.#tell({ kind: 'found', file: { path, hits } });
          if (this.#board.add('found', hits.length) > this.#request.maxResults) this.#board.set('stop', 1);
        }
      } catch (error) {
        this.#countFailure(error, name);
      } finally {
        this.#board.step(this.#slot);
      }
    }
  }

  #ignores(folder: string, name: string, isFolder: boolean): boolean {
    return this.#ignore?.ignores(folder, name, isFolder) ?? false;
  }

  /** Half of what is left goes to whoever has nothing. */
  #share(): void {
    if (this.#left.length < 2 || this.#board.get('hungry') === 0) return;
    this.#tell({ kind: 'share', items: this.#left.splice(0, Math.ceil(this.#left.length / 2)) });
  }

  #countFailure(error: unknown, place: string): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENAMETOOLONG') this.#board.add('tooLong', 1);
    else if (unreadable(code, place)) this.#board.add('unreadable', 1);
    // Not the file's fault: an expression that overflowed the stack, or a defect of ours.
    else if (code === undefined) throw error;
  }

  #place(path: string): string {
    const base = this.#root.endsWith(sep) ? this.#root : this.#root + sep;
    if (path === '') return this.#root;
    return base + (sep === '/' ? path : path.replaceAll('/', sep));
  }
}

/** No permission, a broken disk, or a name that is no Unicode, which Node can list but not open. */
function unreadable(code: unknown, name: string): boolean {
  return (
    code === 'EACCES' || code === 'EPERM' || code === 'EIO' || (code === 'ENOENT' && name.includes('\uFFFD'))
  );
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
