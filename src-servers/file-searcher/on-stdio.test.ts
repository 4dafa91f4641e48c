import { Client, type ClientOptions } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { warmStart } from '../serve/testing/warm-starts.ts';
import { ScratchFolder } from './testing/scratch-folder.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const searchResult = z.object({
  matches: z.array(z.object({ path: z.string(), line: z.number(), text: z.string() })),
  truncated: z.boolean(),
  stopped_by: z.string().optional(),
});

/** A client of the official SDK, connected to a server of its own; closed when disposed of. */
async function connect(
  scratch: ScratchFolder,
  options: { era: 'legacy' | 'modern'; env?: Record<string, string>; args?: string[]; roots?: string[] },
): Promise<Client & AsyncDisposable> {
  const capabilities = options.roots === undefined ? {} : { roots: { listChanged: true } };
  const negotiation: ClientOptions['versionNegotiation'] =
    options.era === 'modern' ? { mode: { pin: '2026-07-28' } } : { mode: 'legacy' };
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities, versionNegotiation: negotiation },
  );
  const { roots } = options;
  if (roots !== undefined)
    client.setRequestHandler('roots/list', () => ({
      roots: roots.map((path) => ({ uri: pathToFileURL(path).href })),
    }));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [main, ...(options.args ?? [])],
    env: { ...warmStart, ...options.env },
    cwd: scratch.path,
  });
  await client.connect(transport);
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}

function sample(): ScratchFolder {
  return new ScratchFolder({
    'safe/src/a.ts': 'const needle = 1;\nconst other = 2;\n',
    'safe/src/ö ü.md': '# needle\n',
    'safe/image.png': Buffer.from([0x89, 0x50, 0, 1]),
    'safe/utf16.txt': Buffer.from('\uFEFFnädel', 'utf16le'),
    'secret.txt': 'SECRET needle',
  });
}

describe.concurrent.each(['legacy', 'modern'] as const)(
  'file-searcher on stdio with a client of the %s era',
  (era) => {
    test('finds lines, as data and as text, telling progress', async () => {
      using scratch = sample();
      await using client = await connect(scratch, { era, env: { SAFE_DIR: scratch.at('safe') } });
      const progress: { progress: number; message?: string | undefined }[] = [];
      const result = await client.callTool(
        { name: 'search_files', arguments: { query: 'NEEDLE' } },
        { onprogress: (one) => progress.push(one) },
      );
      expect(searchResult.parse(result.structuredContent)).toMatchObject({
        truncated: false,
        matches: [
          { path: 'src/a.ts', line: 1, text: 'const needle = 1;' },
          { path: 'src/ö ü.md', line: 1, text: '# needle' },
        ],
      });
      expect(result.content).toMatchObject([
        { text: expect.stringContaining('src/a.ts:1: const needle = 1;') },
      ]);
      expect(progress.some(({ message }) => message?.includes('needle') === true)).toBe(true);
      const counts = progress.map((one) => one.progress);
      expect(counts).toEqual([...new Set(counts)].toSorted((a, b) => a - b));
    });

    test('searches the roots of the client, and follows them when they change', async () => {
      using scratch = new ScratchFolder({
        'one/a.txt': 'needle',
        'two/a.txt': 'needle',
        'three/a.txt': 'needle',
      });
      const roots = [scratch.at('one'), scratch.at('two')];
      await using client = await connect(scratch, { era, roots });
      const search = async () => {
        const result = await client.callTool({ name: 'search_files', arguments: { query: 'needle' } });
        return searchResult.parse(result.structuredContent).matches.map(({ path }) => path);
      };
      expect(await search()).toEqual(['one/a.txt', 'two/a.txt']);
      roots.splice(0, 2, scratch.at('three'));
      if (era === 'legacy') await client.sendRootsListChanged();
      expect(await search()).toEqual(['a.txt']);
      expect(await client.readResource({ uri: 'file-searcher://file/a.txt' })).toMatchObject({
        contents: [{ text: 'needle' }],
      });
      await expect(
        client.readResource({ uri: `file-searcher://file/${encodeURIComponent(scratch.at('one/a.txt'))}` }),
      ).rejects.toThrow('no readable file');
      roots.splice(0, 1, scratch.at('missing'));
      if (era === 'legacy') await client.sendRootsListChanged();
      const result = await client.callTool({ name: 'search_files', arguments: { query: 'needle' } });
      expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('roots') }] });
      expect(JSON.stringify(result)).not.toContain(scratch.path);
    });

    test('prefers SAFE_DIR to roots, and searches where it was started without either', async () => {
      using scratch = new ScratchFolder({ 'safe/a.txt': 'needle', 'root/b.txt': 'needle' });
      const paths = async (client: Client) => {
        const result = await client.callTool({ name: 'search_files', arguments: { query: 'needle' } });
        return searchResult.parse(result.structuredContent).matches.map(({ path }) => path);
      };
      await using fixed = await connect(scratch, {
        era,
        env: { SAFE_DIR: scratch.at('safe') },
        roots: [scratch.at('root')],
      });
      expect(await paths(fixed)).toEqual(['a.txt']);
      await using free = await connect(scratch, { era });
      expect(await paths(free)).toEqual(['root/b.txt', 'safe/a.txt']);
    });

    test('answers others while it searches, and stops when it is told to', async () => {
      using scratch = new ScratchFolder();
      const line = `${'a'.repeat(40)}!\n`;
      for (let n = 0; n < 8; n++) scratch.write(`safe/${n}.txt`, line);
      await using client = await connect(scratch, { era, env: { SAFE_DIR: scratch.at('safe') } });
      const stop = new AbortController();
      const slow = client.callTool(
        { name: 'search_files', arguments: { query: '^(a+)+$', regex: true } },
        { signal: stop.signal },
      );
      const ended = slow.catch(() => 'stopped');
      expect(await client.callTool({ name: 'analyze_text', arguments: { text: 'a' } })).not.toHaveProperty(
        'isError',
        true,
      );
      stop.abort();
      expect(await ended).toBe('stopped');
      const next = await client.callTool({ name: 'search_files', arguments: { query: 'aaa' } });
      expect(searchResult.parse(next.structuredContent).matches).toHaveLength(8);
    });

    test('gives the same lines with ripgrep as without', async () => {
      using scratch = sample();
      const results = await Promise.all(
        ['reader', 'ripgrep'].map(async (engine) => {
          await using client = await connect(scratch, {
            era,
            args: ['--engine', engine, '--safe-dir', scratch.at('safe')],
          });
          const { structuredContent } = await client.callTool({
            name: 'search_files',
            arguments: { query: 'NEEDLE', context_lines: 1 },
          });
          return z
            .object({ engine: z.literal(engine), matches: z.array(z.unknown()) })
            .parse(structuredContent).matches;
        }),
      );
      expect(results[0]).toHaveLength(2);
      expect(results[0]).toEqual(results[1]);
    });
  },
);
