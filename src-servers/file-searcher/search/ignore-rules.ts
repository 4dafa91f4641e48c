import { IgnoreFile } from './gitignore.ts';

/** All `.gitignore` files of a tree, each read once when the walk first passes. */
export class IgnoreRules {
  readonly #files = new Map<string, IgnoreFile | undefined>();
  readonly #read: (folder: string) => string;

  /** `read` returns the text of a folder's `.gitignore`, or throws when there is none. */
  constructor(read: (folder: string) => string) {
    this.#read = read;
  }

  /**
   * Whether something in `folder` (relative to the root, '' for the root) is left out. The file nearest to it that
   * speaks of it decides. Folders above are not asked: nobody walks into a folder that is left out.
   */
  ignores(folder: string, name: string, isFolder: boolean): boolean {
    let path = name;
    let at = folder;
    for (;;) {
      const verdict = this.#fileOf(at)?.judge(path, isFolder);
      if (verdict !== undefined) return verdict === 'ignored';
      if (at === '') return false;
      const slash = at.lastIndexOf('/');
      path = `${at.slice(slash + 1)}/${path}`;
      at = slash === -1 ? '' : at.slice(0, slash);
    }
  }

  #fileOf(folder: string): IgnoreFile | undefined {
    if (this.#files.has(folder)) return this.#files.get(folder);
    let file: IgnoreFile | undefined;
    try {
      file = new IgnoreFile(this.#read(folder));
    } catch {
      file = undefined;
    }
    this.#files.set(folder, file);
    return file;
  }
}
