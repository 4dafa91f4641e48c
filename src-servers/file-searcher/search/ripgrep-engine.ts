import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { Refusal } from '../safe-folder/refusal.ts';
import { withCrew } from './reader-engine.ts';
import type { SearchEngine } from './search-engine.ts';
import { skippedFolder, entersFolder, type SearchRequest } from './search-request.ts';
import type { WorkerPool } from './worker-pool.ts';

/** What the systems say of a path that is too long: Linux, macOS, Windows. */
const tooLong: readonly string[] = ['36', '63', '206'];
/** No permission, or a broken disk. */
const forbidden: readonly string[] = ['1', '5', '13'];

/**
 * Lets ripgrep name the files that may match; what is shown still comes from our own reader, which opens each file
 * itself and checks the descriptor. So ripgrep can make a search faster, but never make it show something else.
 * Only for fixed texts without .gitignore rules: there its idea of a match is at least as wide as ours.
 */
export function ripgrepEngine(pool: WorkerPool, executable: string): SearchEngine {
  return {
    name: 'ripgrep',
    search: async (job) => {
      let unreadable = 0;
      let tooDeep = false;
      let complaint: string | undefined;
      const report = await withCrew(pool, job, async (crew) => {
        const child = spawn(executable, ripgrepArguments(job.request), {
          cwd: job.root,
          env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '' } : {},
          stdio: ['ignore', 'pipe', 'pipe'],
          windowsHide: true,
        });
        const kill = (): void => void child.kill('SIGKILL');
        job.signal.addEventListener('abort', kill, { once: true });
        try {
          eachLines(child.stderr, (lines) => {
            for (const line of lines) {
              const failure = /\(os error (\d+)\)$/.exec(line)?.[1] ?? '';
              if (tooLong.includes(failure)) tooDeep = true;
              else if (forbidden.includes(failure)) unreadable++;
              // What it says of a file names the file first; anything else is about how we called it.
              else if (!line.startsWith('rg: ./')) complaint ??= line;
            }
          });
          eachLines(child.stdout, (lines) => {
            const files = lines.map(relative).filter(isSearched);
            if (files.length > 0) crew.give([{ folder: '', files }]);
          });
          if ((await exitCodeOf(child)) === 2 && complaint !== undefined)
            throw new Refusal('ripgrep could not run the search. Start the server with --engine reader.');
        } finally {
          job.signal.removeEventListener('abort', kill);
          crew.endInput();
        }
      });
      return { ...report, unreadable: report.unreadable + unreadable, tooDeep: report.tooDeep || tooDeep };
    },
  };
}

function ripgrepArguments(request: SearchRequest): string[] {
  return [
    '--no-config',
    '--files-with-matches',
    '--fixed-strings',
    '--line-buffered',
    '--color=never',
    '--no-follow',
    '--no-ignore',
    '--hidden',
    request.caseSensitive ? '--case-sensitive' : '--ignore-case',
    `--max-filesize=${request.maxFileBytes}`,
    ...request.extensions.map((extension) => `--iglob=*${extension}`),
    '--glob=!.*/',
    `--glob=!${skippedFolder}/`,
    `--regexp=${request.query}`,
    '--',
    `./`,
  ];
}

/** 0 found, 1 nothing found, 2 something went wrong on the way; null when it was killed, by us. */
function exitCodeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** Hands on whole lines as they come, as many at once as came at once. */
function eachLines(stream: Readable, take: (lines: readonly string[]) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    take(lines);
  });
}

function relative(line: string): string {
  const path = process.platform === 'win32' ? line.replaceAll('\\', '/').replace(/\r$/, '') : line;
  return path.startsWith('./') ? path.slice(2) : path;
}

function isSearched(path: string): boolean {
  return path !== '' && path.split('/').slice(0, -1).every(entersFolder);
}
