import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * The ripgrep program of the npm package `@vscode/ripgrep`, when it is installed beside us. The one on PATH is left
 * alone: it may be any version, or any program.
 */
export function findRipgrep(): string | undefined {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  try {
    const ours = createRequire(import.meta.url);
    // npm may put the platform's package below ripgrep's own, so it is asked for from there.
    const theirs = createRequire(ours.resolve('@vscode/ripgrep'));
    const path = theirs.resolve(`@vscode/ripgrep-${process.platform}-${process.arch}/bin/${name}`);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
