import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { icons } from '../icons.ts';
import { Refusal } from '../safe-folder/refusal.ts';
import { lineExpression } from '../search/line-matcher.ts';
import type { SearchRequest } from '../search/search-request.ts';
import { searchFolders, type Match, type SearchOutcome } from '../search/search.ts';
import { maxFileBytes, sentenceFor, withFolders, type SearcherContext } from '../searcher-context.ts';
import { matchesAsText } from './matches-as-text.ts';
import { searchProgress } from './search-progress.ts';

const input = z.strictObject({
  query: z
    .string()
    .min(1)
    .max(1000)
    .refine(
      (query) => !/[\n\r\0]/.test(query),
      'a query is searched for line by line: it cannot hold line breaks or NUL',
    )
    .describe('Text to find, taken literally unless regex is true. Searched for line by line.'),
  extension: z
    .string()
    .max(50)
    // Not a pattern of the schema: the u flag it needs is lost on the way to validators of other languages.
    .refine(
      (extension) => /^\.?[\p{L}\p{N}_+-]+(?:\.[\p{L}\p{N}_+-]+)*$/u.test(extension),
      'an extension looks like ts or .d.ts',
    )
    .optional()
    .describe('Only files with this ending, for example ts or .md.'),
  case_sensitive: z.boolean().default(false).describe('Tell upper case from lower case.'),
  whole_word: z.boolean().default(false).describe('Only where the query stands as a word of its own.'),
  regex: z.boolean().default(false).describe('The query is a JavaScript regular expression.'),
  context_lines: z.int().min(0).max(10).default(0).describe('Lines to show before and after each match.'),
  max_results: z.int().min(1).max(5000).default(100).describe('Stop after this many matching lines.'),
  gitignore: z.boolean().default(false).describe('Leave out what .gitignore files exclude.'),
});

const output = z.strictObject({
  matches: z.array(
    z.strictObject({
      path: z.string().describe('Relative to the safe directory.'),
      line: z.int().describe('From 1.'),
      column: z.int().describe('Where the match starts, in UTF-16 code units, from 1.'),
      text: z.string().describe('The line; long lines are shortened around the match.'),
      before: z.array(z.string()).optional().describe('Present when context_lines was asked for.'),
      after: z.array(z.string()).optional(),
    }),
  ),
  truncated: z.boolean().describe('There may be more matches than these; stopped_by says why.'),
  stopped_by: z.enum(['max_results', 'result_size', 'time', 'path_length']).optional(),
  files_searched: z.int().describe('Files whose content was looked at by file-searcher itself.'),
  unreadable: z.int().describe('Files and folders skipped: no permission, or a name that is no Unicode.'),
  engine: z.enum(['reader', 'ripgrep']),
  elapsed_ms: z.int(),
});

/** `search_files`: lines that hold a text, in all files of the safe directory. */
export function registerSearchFiles(server: McpServer, context: SearcherContext): void {
  server.registerTool(
    'search_files',
    {
      title: 'Search files',
      description:
        'Finds lines that contain a text or match a regular expression, in all text files of the safe directory. Skips hidden folders, node_modules, symbolic links, binary files and files over 1 MiB. Returns path, line number and line.',
      inputSchema: input,
      outputSchema: output,
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      icons: icons.search,
    },
    async (args, ctx) => {
      try {
        return await withFolders(context, ctx, async ({ folders }) => {
          const request = asRequest(args, context);
          remember(context, request.query);
          const progress = searchProgress(ctx);
          const engine = context.engineFor(request);
          const outcome = await searchFolders(folders, request, engine, progress, ctx.mcpReq.signal);
          await progress.ended();
          await log(ctx, request, outcome);
          return asResult(request, outcome);
        });
      } catch (error) {
        if (ctx.mcpReq.signal.aborted) throw error;
        return { isError: true, content: [{ type: 'text', text: sentenceFor(error) }] };
      }
    },
  );
}

function asRequest(args: z.output<typeof input>, context: SearcherContext): SearchRequest {
  const wanted = args.extension?.replace(/^\.?/, '.').toLowerCase();
  const { allowedExtensions } = context;
  if (
    wanted !== undefined &&
    allowedExtensions.length > 0 &&
    !allowedExtensions.some((one) => wanted.endsWith(one))
  )
    throw new Refusal(`This server searches only files that end with ${allowedExtensions.join(', ')}.`);
  const request: SearchRequest = {
    query: args.query,
    regex: args.regex,
    caseSensitive: args.case_sensitive,
    wholeWord: args.whole_word,
    extensions: wanted === undefined ? allowedExtensions : [wanted],
    contextLines: args.context_lines,
    gitignore: args.gitignore,
    maxResults: args.max_results,
    maxFileBytes,
  };
  try {
    lineExpression(request);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(`${error.message}. Correct the expression, or set regex to false to find it as text.`, {
      cause: error,
    });
  }
  return request;
}

function remember({ recentQueries }: SearcherContext, query: string): void {
  recentQueries.splice(0, recentQueries.length, ...new Set([query, ...recentQueries].slice(0, 50)));
}

async function log(
  { mcpReq }: ServerContext,
  { query }: SearchRequest,
  outcome: SearchOutcome,
): Promise<void> {
  const { matches, filesSearched, elapsedMs, engine, truncated } = outcome;
  await mcpReq.log(
    'info',
    { event: 'search_files', query, matches: matches.length, filesSearched, elapsedMs, engine, truncated },
    'file-searcher',
  );
}

function asResult(request: SearchRequest, outcome: SearchOutcome): CallToolResult {
  const { matches, truncated, stoppedBy, filesSearched, unreadable, engine, elapsedMs } = outcome;
  return {
    content: [{ type: 'text', text: matchesAsText(request.query, outcome) }],
    structuredContent: {
      matches: request.contextLines > 0 ? matches : matches.map(withoutNeighbours),
      truncated,
      ...(stoppedBy !== undefined && { stopped_by: stoppedBy }),
      files_searched: filesSearched,
      unreadable,
      engine,
      elapsed_ms: elapsedMs,
    },
  };
}

function withoutNeighbours({ path, line, column, text }: Match): Omit<Match, 'before' | 'after'> {
  return { path, line, column, text };
}
