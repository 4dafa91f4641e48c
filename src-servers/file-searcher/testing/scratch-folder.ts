import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test, removed when it is disposed of. */
export class ScratchFolder implements Disposable {
  readonly path: string;

  constructor(files: Readonly<Record<string, string | Buffer>> = {}) {
    this.path = realpathSync(mkdtempSync(join(tmpdir(), 'file-searcher-')));
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  /** Writes a file, with the folders on the way to it; returns its absolute path. */
  write(name: string, content: string | Buffer): string {
    const path = this.at(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  at(name: string): string {
    return join(this.path, name);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
