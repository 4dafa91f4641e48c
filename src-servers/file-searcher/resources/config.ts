import type { McpServer } from '@modelcontextprotocol/server';
import { icons } from '../icons.ts';
import { longestSearchMs } from '../search/search.ts';
import { maxFileBytes, answerWithFolders, type SearcherContext } from '../searcher-context.ts';

export const configUri = 'file-searcher://config';

/** `file-searcher://config`: where the server reads, what, and within which limits. */
export function registerConfig(server: McpServer, context: SearcherContext): void {
  server.registerResource(
    'config',
    configUri,
    {
      title: 'Search configuration',
      description: 'The safe directory, the extensions that may be read and the limits.',
      mimeType: 'application/json',
      icons: icons.config,
      annotations: { audience: ['user', 'assistant'], priority: 0.5 },
    },
    (uri, ctx) =>
      answerWithFolders(context, ctx, async ({ origin, folders }) => {
        const directories = folders.map(({ real, label }) => ({ path: real, label }));
        const extensions = context.allowedExtensions;
        const config = {
          safe_directory: directories[0]?.path ?? null,
          safe_directories: directories,
          chosen_by: origin,
          allowed_extensions: extensions.length === 0 ? '*' : extensions,
          max_file_size_bytes: maxFileBytes,
          skipped: [
            'hidden folders',
            'node_modules',
            'symbolic links',
            'binary files',
            'files over the size limit',
          ],
          search_timeout_ms: longestSearchMs,
        };
        const readable = [
          `Safe ${directories.length === 1 ? 'directory' : 'directories'} (chosen by ${origin}): ${directories.map(({ path }) => path).join(', ')}`,
          `Allowed extensions: ${extensions.length === 0 ? 'all' : extensions.join(', ')}`,
          `Size limit: ${maxFileBytes} bytes (1 MiB) per file`,
        ].join('\n');
        return {
          contents: [
            { uri: uri.href, mimeType: 'application/json', text: JSON.stringify(config, null, 2) },
            { uri: uri.href, mimeType: 'text/plain', text: readable },
          ],
        };
      }),
  );
}
