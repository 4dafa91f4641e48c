import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleaved, median, ms, type Finding } from '../measure.ts';
import { scratchFolder } from '../scratch.ts';
import { JsonRpcChild } from './json-rpc-child.ts';

const files = 20_000;
const rounds = 7;
/** The built server when there is one, else its source. */
const main = ['dist/servers/file-searcher/file-searcher.js', 'src-servers/file-searcher/main.ts']
  .map((path) => fileURLToPath(new URL(`../../${path}`, import.meta.url)))
  .find((path) => existsSync(path));

interface Case {
  readonly name: string;
  readonly query: string;
  readonly ignoreCase: boolean;
}

const cases: readonly Case[] = [
  { name: 'literal', query: 'NeedleInHaystack', ignoreCase: false },
  { name: 'ignoring case', query: 'needleinhaystack', ignoreCase: true },
  { name: 'no match', query: 'NotInAnyOfTheFiles', ignoreCase: false },
];

/** `search_files` of the bundled server against ripgrep and a plain recursive read, on 20,000 warm files. */
export async function searchFiles(): Promise<Finding[]> {
  if (main === undefined) throw new Error('There is no file-searcher to measure. Run npm run build first.');
  using scratch = scratchFolder();
  writeTree(scratch.path);
  using server = new JsonRpcChild([main, '--safe-dir', scratch.path]);
  using withRipgrep = new JsonRpcChild([main, '--safe-dir', scratch.path, '--engine', 'ripgrep']);
  await server.initialize();
  await withRipgrep.initialize();
  const atStart = memoryOf(server, 'VmRSS');
  const findings: Finding[] = [];
  for (const one of cases) {
    await sameLines(one, scratch.path, server, withRipgrep);
    const ripgrep = (): Promise<void> => runRipgrep(one, scratch.path).then(() => undefined);
    const against = await interleaved(rounds, ripgrep, () => search(server, one).then(() => undefined));
    findings.push(compare(`search ${one.name}, against ripgrep`, against, 1.25));
    const other = await interleaved(rounds, ripgrep, () => search(withRipgrep, one).then(() => undefined));
    findings.push({ ...compare(`search ${one.name}, with --engine ripgrep`, other, Infinity), limit: '–' });
    const naive = await interleaved(
      3,
      () => naiveSearch(one, scratch.path).then(() => undefined),
      () => search(server, one).then(() => undefined),
    );
    findings.push(compare(`search ${one.name}, against a plain recursive read`, naive, 0.5));
  }
  findings.push(await firstHit(server), await cancel(server), await meanwhile(server));
  findings.push(memory(atStart, memoryOf(server, 'VmHWM')));
  return findings;
}

/** 20,000 files of about 4 kB in 400 folders; one in 400 holds the needle. */
function writeTree(root: string): void {
  const words =
    'alpha beta gamma client server tool resource prompt schema stream buffer number object'.split(' ');
  let state = 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return (state >> 8) % below;
  };
  for (let n = 0; n < files; n++) {
    const folder = join(root, `package-${n % 20}`, `module-${n % 400}`);
    if (n < 400) mkdirSync(folder, { recursive: true });
    const lines = Array.from({ length: 40 + next(120) }, () =>
      Array.from({ length: 3 + next(6) }, () => words[next(words.length)]).join(' '),
    );
    if (n % 400 === 7) lines.push('the NeedleInHaystack is here');
    writeFileSync(join(folder, `file-${n}.ts`), `${lines.join('\n')}\n`);
  }
}

interface Found {
  readonly structuredContent: {
    readonly matches: readonly { readonly path: string; readonly line: number }[];
  };
}

async function search(server: JsonRpcChild, { query, ignoreCase }: Case): Promise<readonly string[]> {
  const args = { query, case_sensitive: !ignoreCase, max_results: 5000 };
  // The server under measure is our own; its answers have the shape of its output schema.
  const { structuredContent } = (await server.request('tools/call', {
    name: 'search_files',
    arguments: args,
  })) as Found;
  return structuredContent.matches.map(({ path, line }) => `${path}:${line}`);
}

function runRipgrep({ query, ignoreCase }: Case, folder: string): Promise<readonly string[]> {
  const args = [
    '--no-config',
    '-n',
    '-F',
    '--no-ignore',
    '--no-heading',
    ignoreCase ? '-i' : '-s',
    '-e',
    query,
    './',
  ];
  return new Promise((resolve) => {
    execFile(ripgrepPath(), args, { cwd: folder, maxBuffer: 1 << 28 }, (_nothingFound, stdout) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve(lines.map((line) => line.replace(/^\.\//, '').split(':', 2).join(':')));
    });
  });
}

function ripgrepPath(): string {
  const theirs = createRequire(createRequire(import.meta.url).resolve('@vscode/ripgrep'));
  return theirs.resolve(`@vscode/ripgrep-${process.platform}-${process.arch}/bin/rg`);
}

/** What one writes first: read everything, look at every line. */
async function naiveSearch({ query, ignoreCase }: Case, folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const wanted = ignoreCase ? query.toLowerCase() : query;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await naiveSearch({ name: '', query, ignoreCase }, path)));
    else {
      const lines = (await readFile(path, 'utf8')).split('\n');
      for (const [index, line] of lines.entries())
        if ((ignoreCase ? line.toLowerCase() : line).includes(wanted)) found.push(`${path}:${index + 1}`);
    }
  }
  return found;
}

/** Speed counts only for the same result. */
async function sameLines(one: Case, folder: string, ...servers: readonly JsonRpcChild[]): Promise<void> {
  const expected = (await runRipgrep(one, folder)).toSorted().join('\n');
  for (const server of servers)
    if ((await search(server, one)).toSorted().join('\n') !== expected)
      throw new Error(`search_files and ripgrep found different lines for ${one.query}`);
}

function compare(
  name: string,
  { baseline, ours, ratio }: { baseline: number; ours: number; ratio: number },
  limit: number,
): Finding {
  return { name, baseline: ms(baseline), ours: ms(ours), ratio, limit: `≤ ${limit} ×`, ok: ratio <= limit };
}

function within(name: string, value: number, limit: number): Finding {
  return {
    name,
    baseline: '–',
    ours: ms(value),
    ratio: undefined,
    limit: `≤ ${limit} ms`,
    ok: value <= limit,
  };
}

const everything = {
  name: 'search_files',
  arguments: { query: 'a', max_results: 5000 },
  _meta: { progressToken: 1 },
};
/** No file holds it, so that nothing but the cancellation ends the search early. */
const nothing = { name: 'search_files', arguments: { query: 'not.here.[0-9]+x', regex: true } };

async function firstHit(server: JsonRpcChild): Promise<Finding> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const first = new Promise<number>((resolve) => {
      server.onProgress = () => resolve(performance.now() - started);
    });
    const answer = server.request('tools/call', everything);
    values.push(await first);
    await answer;
  }
  return within('first hit, as progress', median(values), 50);
}

/** From the cancellation to the moment when the same server has its threads free and answers a whole small search. */
async function cancel(server: JsonRpcChild): Promise<Finding> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { id } = server.start('tools/call', nothing);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const started = performance.now();
    server.notify('notifications/cancelled', { requestId: id });
    await server.request('tools/call', { name: 'search_files', arguments: { query: 'a', max_results: 1 } });
    values.push(performance.now() - started);
  }
  return within('cancel a search and get the first result of the next', median(values), 50);
}

async function answerTime(server: JsonRpcChild): Promise<number> {
  const started = performance.now();
  await server.request('tools/list', {});
  return performance.now() - started;
}

/** Another request while searches keep every worker busy, against the same request with nothing else going on. */
async function meanwhile(server: JsonRpcChild): Promise<Finding> {
  const idle: number[] = [];
  for (let count = 0; count < 50; count += 1) idle.push(await answerTime(server));
  const busy: number[] = [];
  let searching = true;
  const searches = (async () => {
    for (let round = 0; round < rounds; round++) await server.request('tools/call', nothing);
    searching = false;
  })();
  while (searching) {
    busy.push(await answerTime(server));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await searches;
  const [baseline, ours] = [median(idle), median(busy)];
  return {
    ...within('another request during a search, median', ours, 20),
    baseline: ms(baseline),
    ratio: ours / baseline,
  };
}

function memoryOf({ pid }: JsonRpcChild, field: 'VmRSS' | 'VmHWM'): number {
  const status = process.platform === 'linux' ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN) / 1024;
}

/** The most the server ever needed, against what it needed before the first search. */
function memory(before: number, peak: number): Finding {
  const known = !Number.isNaN(peak);
  const megabytes = (value: number): string => (known ? `${value.toFixed(0)} MB` : 'not known here');
  return {
    name: 'peak memory of the server after all searches',
    baseline: megabytes(before),
    ours: megabytes(peak),
    ratio: known ? peak / before : undefined,
    limit: '≤ 400 MB',
    ok: !known || peak <= 400,
  };
}
