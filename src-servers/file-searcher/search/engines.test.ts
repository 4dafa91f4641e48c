import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { oddCharacters } from '../testing/odd-characters.ts';
import { ScratchFolder } from '../testing/scratch-folder.ts';
import { placesOf, searchText } from '../testing/search-text.ts';
import { raceTimeoutMs, raceWithSwaps } from '../testing/swapping.ts';
import { readerEngine } from './reader-engine.ts';
import { findRipgrep } from './ripgrep-binary.ts';
import { ripgrepEngine } from './ripgrep-engine.ts';
import { WorkerPool } from './worker-pool.ts';

const pool = new WorkerPool();
const ripgrep = findRipgrep();
if (ripgrep === undefined) throw new Error('@vscode/ripgrep is a devDependency: run npm ci');
const reader = readerEngine(pool);
const engines = [reader, ripgrepEngine(pool, ripgrep)];
afterAll(() => pool.close());

describe.each(engines)('the $name engine', (engine) => {
  test('finds lines in folders of any depth, sorted by path and line', async () => {
    using scratch = new ScratchFolder({
      'b/c/d.txt': 'x\nneedle\n',
      'a.txt': 'needle\nneedle',
      'empty.txt': '',
    });
    const outcome = await searchText(engine, scratch.path, { query: 'needle' });
    expect(placesOf(outcome)).toEqual(['a.txt:1', 'a.txt:2', 'b/c/d.txt:2']);
    expect(outcome).toMatchObject({ truncated: false, engine: engine.name });
  });

  test('skips what it should: hidden folders, node_modules, binary and large files', async () => {
    using scratch = new ScratchFolder({
      '.git/config': 'needle',
      'a/.cache/x': 'needle',
      'a/node_modules/x/index.js': 'needle',
      'binary.bin': Buffer.from('needle\0'),
      'late.bin': `needle\n${'x'.repeat(200_000)}\0`,
      'fits.txt': `${'x'.repeat(1_048_569)}\nneedle`,
      'large.txt': `needle\n${'x'.repeat(1_048_570)}`,
      '.hidden-file': 'needle',
      'node_modules.txt': 'needle',
    });
    const outcome = await searchText(engine, scratch.path, { query: 'needle' });
    expect(placesOf(outcome)).toEqual(['.hidden-file:1', 'fits.txt:2', 'node_modules.txt:1']);
  });

  test('reads UTF-8 and UTF-16 with a byte order mark', async () => {
    const utf16 = Buffer.from('\uFEFFeins\r\nnädel 🎉\r\n', 'utf16le');
    using scratch = new ScratchFolder({
      'le.txt': utf16,
      'be.txt': Buffer.from(utf16).swap16(),
      'bom.txt': '\uFEFFnädel',
      'broken.txt': Buffer.from([0xff, 0x0a, ...Buffer.from('nädel')]),
    });
    const outcome = await searchText(engine, scratch.path, { query: 'NÄDEL', caseSensitive: false });
    expect(placesOf(outcome)).toEqual(['be.txt:2', 'bom.txt:1', 'broken.txt:2', 'le.txt:2']);
    expect(outcome.matches[0]).toMatchObject({ column: 1, text: 'nädel 🎉' });
  });

  test('takes a query that looks like an option, or like a pattern, as a query', async () => {
    using scratch = new ScratchFolder({ 'a.txt': '--files\n-e x\n[a\n$^.*' });
    for (const [index, query] of ['--files', '-e x', '[a', '$^.*'].entries())
      expect(placesOf(await searchText(engine, scratch.path, { query }))).toEqual([`a.txt:${index + 1}`]);
  });

  test('keeps to extensions, in any case', async () => {
    using scratch = new ScratchFolder({ 'a.ts': 'n', 'b.TS': 'n', 'c.d.ts': 'n', ts: 'n', 'a.tsx': 'n' });
    const { matches } = await searchText(engine, scratch.path, { query: 'n', extensions: ['.ts'] });
    expect(matches.map(({ path }) => path)).toEqual(['a.ts', 'b.TS', 'c.d.ts']);
  });

  test('stops at the number of results and says so', async () => {
    using scratch = new ScratchFolder({ 'a.txt': 'n\n'.repeat(10) });
    expect(await searchText(engine, scratch.path, { query: 'n', maxResults: 9 })).toMatchObject({
      truncated: true,
      stoppedBy: 'max_results',
      matches: { length: 9 },
    });
    expect(await searchText(engine, scratch.path, { query: 'n', maxResults: 10 })).toMatchObject({
      truncated: false,
      matches: { length: 10 },
    });
  });

  test('stops before the answer becomes too large to send', async () => {
    using scratch = new ScratchFolder({
      'a.txt': `${'n'.repeat(400)}\n`.repeat(2000),
      'b.txt': `${'n'.repeat(400)}\n`.repeat(2500),
    });
    const outcome = await searchText(engine, scratch.path, { query: 'n', contextLines: 2 });
    expect(outcome).toMatchObject({ truncated: true, stoppedBy: 'result_size' });
    expect(JSON.stringify(outcome).length).toBeLessThan(2_500_000);
  });

  test.skipIf(process.platform === 'win32')('follows no link and waits for no pipe', async () => {
    using scratch = new ScratchFolder({ 'safe/a.txt': 'needle', 'out/b.txt': 'needle' });
    symlinkSync('../out', scratch.at('safe/folder'));
    symlinkSync('../out/b.txt', scratch.at('safe/file'));
    symlinkSync('.', scratch.at('safe/loop'));
    execFileSync('mkfifo', [scratch.at('safe/pipe')]);
    expect(placesOf(await searchText(engine, scratch.at('safe'), { query: 'needle' }))).toEqual(['a.txt:1']);
  });

  test.skipIf(process.platform !== 'linux')(
    'survives great depth and says what it did not reach',
    async () => {
      using scratch = new ScratchFolder({ 'a.txt': 'needle' });
      // Deeper than a path can be long, built from inside.
      const script =
        'for i in $(seq 300); do mkdir d123456789012345 && cd -P d123456789012345 || exit; done; echo needle > a.txt';
      execFileSync('sh', ['-c', script], { cwd: scratch.path });
      const outcome = await searchText(engine, scratch.path, { query: 'needle' });
      expect(placesOf(outcome)).toEqual(['a.txt:1']);
      expect(outcome).toMatchObject({ truncated: true, stoppedBy: 'path_length' });
      execFileSync('rm', ['-rf', 'd123456789012345'], { cwd: scratch.path });
    },
  );

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'counts what it may not read',
    async () => {
      using scratch = new ScratchFolder({ 'a.txt': 'needle', 'b.txt': 'needle', 'c/d.txt': 'needle' });
      chmodSync(scratch.at('b.txt'), 0);
      chmodSync(scratch.at('c'), 0);
      const outcome = await searchText(engine, scratch.path, { query: 'needle' });
      chmodSync(scratch.at('c'), 0o700);
      expect(outcome).toMatchObject({ unreadable: 2, matches: [{ path: 'a.txt' }] });
    },
  );

  test.skipIf(process.platform !== 'linux')(
    'counts what has a name that cannot be written down',
    async () => {
      using scratch = new ScratchFolder({ 'a.txt': 'needle' });
      writeFileSync(Buffer.concat([Buffer.from(scratch.at('b')), Buffer.from([0xff])]), 'needle');
      const outcome = await searchText(engine, scratch.path, { query: 'needle' });
      expect(outcome).toMatchObject({ unreadable: 1, matches: [{ path: 'a.txt' }] });
    },
  );

  test('ends at once when it is aborted', async () => {
    using scratch = new ScratchFolder();
    for (let n = 0; n < 3000; n++) scratch.write(`${n % 50}/${n}.txt`, 'text '.repeat(1000));
    const abort = new AbortController();
    const search = searchText(engine, scratch.path, { query: 'absent' }, abort);
    setTimeout(() => abort.abort(new Error('enough')), 5);
    await expect(search).rejects.toThrow('enough');
    // The workers are free again for the next one.
    expect(placesOf(await searchText(engine, scratch.path, { query: 'absent' }))).toEqual([]);
  });

  test('serves more searches at once than it has workers', async () => {
    using scratch = new ScratchFolder({ 'a.txt': 'needle' });
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => searchText(engine, scratch.path, { query: 'needle' })),
    );
    for (const outcome of outcomes) expect(placesOf(outcome)).toEqual(['a.txt:1']);
  });

  test(
    'never shows what is outside while a folder is swapped for a link',
    { timeout: raceTimeoutMs },
    async () => {
      using scratch = new ScratchFolder();
      // Many files make it long from listing the folder to opening the last one.
      for (let n = 0; n < 200; n++) {
        scratch.write(`safe/in/deep/${n}.txt`, 'needle');
        scratch.write(`out/deep/${n}.txt`, 'needle SECRET');
      }
      let found = 0;
      const look = async (): Promise<void> => {
        const { matches } = await searchText(engine, scratch.at('safe'), { query: 'needle' });
        found += matches.length;
        expect(JSON.stringify(matches)).not.toContain('SECRET');
      };
      await raceWithSwaps(scratch.at('safe/in'), scratch.at('out'), look, () => found > 0);
    },
  );
});

test('both engines find the same lines', { timeout: 60_000 }, async () => {
  const unit = fc.constantFrom(...oddCharacters);
  const bytes = fc.oneof(
    { weight: 6, arbitrary: fc.string({ unit, maxLength: 60 }).map((text) => Buffer.from(text)) },
    {
      weight: 1,
      arbitrary: fc.string({ unit, maxLength: 60 }).map((text) => Buffer.from(`\uFEFF${text}`, 'utf16le')),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((raw) => Buffer.from(raw)) },
  );
  const name = fc.constantFrom(
    'a.ts',
    'b.md',
    '.c',
    'd/a.ts',
    'd/.e/x.ts',
    'node_modules/x.ts',
    'd d/é.TS',
    '-f.ts',
    'g*.ts',
  );
  const tree = fc.dictionary(name, bytes, { maxKeys: 9 });
  const request = fc.record({
    query: fc.string({ unit: unit.filter((one) => !/[\n\r\0]/.test(one)), minLength: 1, maxLength: 3 }),
    caseSensitive: fc.boolean(),
    wholeWord: fc.boolean(),
    extensions: fc.constantFrom([], ['.ts'], ['.md', '.ts']),
  });
  await fc.assert(
    fc.asyncProperty(tree, request, async (files, request) => {
      using scratch = new ScratchFolder(files);
      const [left, right] = await Promise.all(
        engines.map((engine) => searchText(engine, scratch.path, request)),
      );
      expect(right?.matches).toEqual(left?.matches);
    }),
    { numRuns: 100 },
  );
});

describe('the reader engine alone', () => {
  test('leaves out what .gitignore excludes when asked to', async () => {
    using scratch = new ScratchFolder({
      '.gitignore': '*.log\n/dist/\n',
      'a.log': 'n',
      'a.txt': 'n',
      'dist/b.txt': 'n',
      'x/dist/c.txt': 'n',
      'x/.gitignore': '!keep.log',
      'x/keep.log': 'n',
    });
    expect(
      placesOf(
        await searchText(reader, scratch.path, { query: 'n', gitignore: true, extensions: ['.log', '.txt'] }),
      ),
    ).toEqual(['a.txt:1', 'x/dist/c.txt:1', 'x/keep.log:1']);
  });

  test.skipIf(process.platform === 'win32')('does not wait for a .gitignore that is a pipe', async () => {
    using scratch = new ScratchFolder({ 'a.txt': 'n' });
    execFileSync('mkfifo', [scratch.at('.gitignore')]);
    expect(placesOf(await searchText(reader, scratch.path, { query: 'n', gitignore: true }))).toEqual([
      'a.txt:1',
    ]);
  });

  test('gives up an expression that does not come back, and the next search works', async () => {
    using scratch = new ScratchFolder({ 'a.txt': `${'a'.repeat(60)}!\nneedle` });
    const bad = searchText(reader, scratch.path, { query: '^(a+)+$', regex: true });
    // Another search is answered meanwhile.
    expect(placesOf(await searchText(reader, scratch.path, { query: 'needle' }))).toEqual(['a.txt:2']);
    await expect(bad).rejects.toThrow('too costly');
    expect(placesOf(await searchText(reader, scratch.path, { query: 'need.*', regex: true }))).toEqual([
      'a.txt:2',
    ]);
  });

  test('takes nothing from a file of gigabytes', async () => {
    using scratch = new ScratchFolder({ 'a.txt': 'n' });
    truncateSync(scratch.write('sparse', ''), 2 * 1024 ** 3);
    expect(placesOf(await searchText(reader, scratch.path, { query: 'n' }))).toEqual(['a.txt:1']);
  });
});
