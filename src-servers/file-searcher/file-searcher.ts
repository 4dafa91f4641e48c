import { McpServer } from '@modelcontextprotocol/server';
import type { BundledServer, Connection, Service, Start } from '../serve/bundled-server.ts';
import { cacheHints, capabilities } from '../serve/offer.ts';
import { UsageError, type OptionSpecs } from '../serve/options.ts';
import { icons } from './icons.ts';
import { registerSummarizeMatches } from './prompts/summarize-matches.ts';
import { configUri, registerConfig } from './resources/config.ts';
import { registerFile } from './resources/file.ts';
import {
  ClientRoots,
  fixedFolders,
  type FolderSource,
  type SafeFolders,
} from './safe-folder/folder-source.ts';
import { resolveFolders } from './safe-folder/safe-folder.ts';
import { readerEngine } from './search/reader-engine.ts';
import { findRipgrep } from './search/ripgrep-binary.ts';
import { ripgrepEngine } from './search/ripgrep-engine.ts';
import type { SearchEngine } from './search/search-engine.ts';
import type { SearchRequest } from './search/search-request.ts';
import { WorkerPool } from './search/worker-pool.ts';
import type { SearcherContext } from './searcher-context.ts';
import { registerAnalyzeText } from './tools/analyze-text.ts';
import { registerSearchFiles } from './tools/search-files.ts';

const version = '0.1.0';

const options = {
  'safe-dir': {
    type: 'string',
    value: 'DIR',
    help: 'the only folder that is read (default: SAFE_DIR, roots, cwd)',
  },
  extensions: {
    type: 'string',
    value: 'LIST',
    help: 'read only files with these endings, e.g. .ts,.md (default: all)',
  },
  engine: {
    type: 'string',
    value: 'NAME',
    help: 'reader (default) or ripgrep, to name files that may match',
  },
} as const satisfies OptionSpecs;

const instructions = `Searches and reads text files inside one safe directory, and nothing outside it.
Start with search_files: it returns path, line number and line. Read a file with file-searcher://file/{path}, using a path from a match. analyze_text counts words and lines of large files without returning them. file-searcher://config says which directory is searched. When a result is truncated, narrow the query or the extension.`;

/** The bundled server `file-searcher`, for `serve`. */
export const fileSearcher: BundledServer<typeof options> = {
  name: 'file-searcher',
  version,
  summary: 'searches and reads text files inside one safe directory',
  options,
  notes: `Environment:
  SAFE_DIR            the only folder that is read; without it the roots of the client (stdio only), and without
                      roots the working directory
  ALLOWED_EXTENSIONS  like --extensions`,
  open: ({ values, watchers }) => open({ values, watchers }),
};

function open({ values, watchers }: Start<typeof options>): Service {
  const safe = fixedSafeDirectory(values['safe-dir'] ?? process.env['SAFE_DIR']);
  const allowedExtensions = parseExtensions(values.extensions ?? process.env['ALLOWED_EXTENSIONS'] ?? '');
  const pool = new WorkerPool();
  const engineFor = chooseEngine(pool, values.engine);
  return {
    create(connection) {
      const server = new McpServer(
        {
          name: 'local-file-searcher',
          title: 'File searcher',
          version,
          description: 'Searches and reads text files inside one safe directory.',
          icons: icons.search,
        },
        {
          instructions,
          capabilities,
          cacheHints,
        },
      );
      const announce = (): void => watchers.announce(configUri);
      const source = safe === undefined ? folderSource(server, connection, announce) : fixedFolders(safe);
      const context: SearcherContext = { source, allowedExtensions, engineFor, recentQueries: [] };
      registerSearchFiles(server, context);
      registerAnalyzeText(server, context);
      registerConfig(server, context);
      registerFile(server, context);
      registerSummarizeMatches(server, context);
      return server;
    },
    close: () => pool.close(),
  };
}

function fixedSafeDirectory(path: string | undefined): SafeFolders | undefined {
  if (path === undefined || path === '') return undefined;
  const folders = resolveFolders([path]);
  if (folders.length === 0)
    throw new UsageError('SAFE_DIR is not a folder that can be read. Set it to one that is.');
  return { origin: 'SAFE_DIR', folders };
}

function folderSource(server: McpServer, { era, transport }: Connection, announce: () => void): FolderSource {
  const here: SafeFolders = { origin: 'working directory', folders: resolveFolders([process.cwd()]) };
  return transport === 'stdio' ? new ClientRoots(server, era, here, announce) : fixedFolders(here);
}

function parseExtensions(list: string): readonly string[] {
  const extensions = list.split(/[\s,]+/).filter((extension) => extension !== '');
  const odd = extensions.find((extension) => !/^\.?[\p{L}\p{N}_.+-]+$/u.test(extension));
  if (odd !== undefined)
    throw new UsageError(`${odd} is not an extension. Write for example --extensions .ts,.md`);
  return extensions.map((extension) => extension.replace(/^\.?/, '.').toLowerCase());
}

function chooseEngine(pool: WorkerPool, wanted = 'reader'): (request: SearchRequest) => SearchEngine {
  const reader = readerEngine(pool);
  if (wanted === 'reader') return () => reader;
  if (wanted !== 'ripgrep') throw new UsageError(`There is no engine ${wanted}. Choose reader or ripgrep.`);
  const executable = findRipgrep();
  if (executable === undefined)
    throw new UsageError(
      'ripgrep is not installed. Install @vscode/ripgrep beside this server, or leave --engine out.',
    );
  const ripgrep = ripgrepEngine(pool, executable);
  return (request) => (request.regex || request.gitignore ? reader : ripgrep);
}
