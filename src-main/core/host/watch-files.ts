import { watch } from 'chokidar';
import { matchesGlob, relative, resolve, sep } from 'node:path';

/** Milliseconds without a further change until it is told: editors and compilers write many files at once. */
const quietFor = 300;

const neverWatched = new Set(['node_modules', '.git']);

/** Watches files for one server. */
export interface FileWatch {
  /** Resolves once changes are heard. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/**
 * Tells of changes to files that match, once they have come to rest. Globs are relative to `folder`; `onChange` gets the
 * first changed file, relative to `folder`. What cannot be watched is told to `onProblem`.
 */
export function watchFiles(
  globs: readonly string[],
  folder: string,
  onChange: (file: string) => void,
  onProblem: (why: string) => void,
): FileWatch {
  const wanted = globs.map((glob) => asPosix(resolve(folder, glob)));
  let first: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const matches = (path: string): boolean => wanted.some((glob) => matchesGlob(asPosix(path), glob));

  const watcher = watch([...new Set(wanted.map(fixedPart))], {
    ignoreInitial: true,
    // Only what matches costs a watch; of folders it is not known yet what is in them.
    ignored: (path, facts) =>
      path.split(/[\\/]/).some((part) => neverWatched.has(part)) ||
      (facts?.isFile() === true && !matches(path)),
  });
  watcher.on('all', (event, path) => {
    if (event === 'addDir' || event === 'unlinkDir' || !matches(path)) return;
    first ??= relative(folder, path) || path;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const file = first ?? path;
      first = undefined;
      onChange(file);
    }, quietFor);
  });
  watcher.on('error', (error) => onProblem(error instanceof Error ? error.message : String(error)));
  return {
    ready: new Promise((done) => watcher.once('ready', () => done())),
    close() {
      clearTimeout(timer);
      return watcher.close();
    },
  };
}

const asPosix = (path: string): string => (sep === '\\' ? path.replaceAll('\\', '/') : path);

/** The part of a glob before its first magic character: the folder, or the one file, to watch. */
function fixedPart(glob: string): string {
  const magic = glob.search(/[*?[\]{}()!+@]/);
  return magic === -1 ? glob : glob.slice(0, glob.lastIndexOf('/', magic) + 1) || '/';
}
