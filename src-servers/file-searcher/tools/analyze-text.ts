import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { icons } from '../icons.ts';
import { looksInto } from '../search/search-request.ts';
import { openInside } from '../safe-folder/open-inside.ts';
import { notReadable, Refusal } from '../safe-folder/refusal.ts';
import { parseRequestedPath, shownPath } from '../safe-folder/requested-path.ts';
import { sentenceFor, withFolders, type SearcherContext } from '../searcher-context.ts';
import { analyzeFile, type FileFacts } from '../text/analyze-file.ts';
import { TextGatherer } from '../text/text-facts.ts';
import { count } from './matches-as-text.ts';

const input = z.strictObject({
  path: z.string().min(1).optional().describe('A text file inside the safe directory. Give this or text.'),
  text: z.string().optional().describe('The text itself. Give this or path.'),
});

const output = z.strictObject({
  path: z.string().optional(),
  lines: z.int(),
  words: z.int(),
  characters: z.int().describe('Unicode code points.'),
  bytes: z.int(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be']),
  most_frequent_words: z.array(z.strictObject({ word: z.string(), count: z.int() })),
  longest_line: z.strictObject({
    line: z.int().describe('From 1; 0 when there is none.'),
    length: z.int().describe('In characters.'),
    text: z.string().describe('Its beginning.'),
  }),
  truncated: z.boolean().describe('Only the first 256 MiB were looked at.'),
});

/** `analyze_text`: lines, words, characters, most frequent words and the longest line of a file or a text. */
export function registerAnalyzeText(server: McpServer, context: SearcherContext): void {
  server.registerTool(
    'analyze_text',
    {
      title: 'Analyze text',
      description:
        'Counts lines, words and characters of a file inside the safe directory, or of a text, and gives its ten most frequent words and its longest line. Large files are read piece by piece.',
      inputSchema: input,
      outputSchema: output,
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      icons: icons.analyze,
    },
    async ({ path, text }, ctx) => {
      try {
        if ((path === undefined) === (text === undefined))
          throw new Refusal('Give either path or text, not both.');
        if (text !== undefined) return asResult(factsOfText(text));
        return await withFolders(context, ctx, async ({ folders }) => {
          const requested = parseRequestedPath(folders, path ?? '');
          if (!looksInto(requested.path, context.allowedExtensions)) throw notReadable();
          const opened = await openInside(requested);
          try {
            const facts = await analyzeFile(opened, ctx.mcpReq.signal, progressTo(ctx));
            return asResult(facts, shownPath(folders, requested));
          } finally {
            await opened.handle.close();
          }
        });
      } catch (error) {
        if (ctx.mcpReq.signal.aborted) throw error;
        return { isError: true, content: [{ type: 'text', text: sentenceFor(error) }] };
      }
    },
  );
}

function factsOfText(text: string): FileFacts {
  const gatherer = new TextGatherer();
  gatherer.add(text);
  return { ...gatherer.facts(), bytes: Buffer.byteLength(text), encoding: 'utf-8', truncated: false };
}

const progressEveryMs = 100;

function progressTo({ mcpReq }: ServerContext): (bytes: number, total: number) => void {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  let last = performance.now();
  return (progress, total) => {
    if (performance.now() - last < progressEveryMs) return;
    last = performance.now();
    const params = { progressToken, progress, total, message: `${progress} of ${total} bytes read` };
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

function asResult(facts: FileFacts, path?: string): CallToolResult {
  const { longestLine, mostFrequentWords, lines, words, characters, bytes, encoding, truncated } = facts;
  const frequent = mostFrequentWords.map(({ word, count }) => `${word} (${count})`).join(', ');
  const summary = [
    `${path ?? 'The text'}: ${count(lines, 'line')}, ${count(words, 'word')}, ${count(characters, 'character')}, ${count(bytes, 'byte')} of ${encoding}.`,
    `Most frequent words: ${frequent === '' ? 'none' : frequent}.`,
    `Longest line: ${longestLine.line === 0 ? 'none' : `line ${longestLine.line} with ${count(longestLine.length, 'character')}`}.`,
    ...(truncated ? ['Only the first 256 MiB were looked at.'] : []),
  ];
  return {
    content: [{ type: 'text', text: summary.join('\n') }],
    structuredContent: {
      ...(path !== undefined && { path }),
      lines,
      words,
      characters,
      bytes,
      encoding,
      most_frequent_words: mostFrequentWords,
      longest_line: longestLine,
      truncated,
    },
  };
}
