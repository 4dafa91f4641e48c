import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import type { McpServer, TextResourceContents, BlobResourceContents } from '@modelcontextprotocol/server';
import { icons } from '../icons.ts';
import { openInside, readAtMost } from '../safe-folder/open-inside.ts';
import { notReadable, Refusal } from '../safe-folder/refusal.ts';
import { parseRequestedPath, type RequestedPath } from '../safe-folder/requested-path.ts';
import type { SafeFolder } from '../safe-folder/safe-folder.ts';
import { looksInto } from '../search/search-request.ts';
import { maxFileBytes, sentenceFor, answerWithFolders, type SearcherContext } from '../searcher-context.ts';
import { decodeText } from '../text/decode.ts';
import { mimeTypeOf } from '../text/mime-type.ts';
import { completePath } from './complete-path.ts';
import { PathTemplate } from './path-template.ts';

/** `file-searcher://file/{path}`: the content of one file inside the safe directory. */
export function registerFile(server: McpServer, context: SearcherContext): void {
  const template = new ResourceTemplate(new PathTemplate('file-searcher://file/'), {
    // A tree of any size does not belong into a list; completion finds paths step by step.
    list: undefined,
    complete: {
      path: (value) => completePath(context.source.known().folders, value, context.allowedExtensions),
    },
  });
  server.registerResource(
    'file',
    template,
    {
      title: 'File in the safe directory',
      description:
        'Reads a file by its path relative to the safe directory: text as text, other files as base64.',
      icons: icons.file,
    },
    (uri, { path }, ctx) =>
      answerWithFolders(context, ctx, async ({ folders }) => {
        const requested = parse(folders, String(path), context.allowedExtensions);
        try {
          return { contents: [await read(uri.href, requested)] };
        } catch (error) {
          throw new ResourceNotFoundError(uri.href, sentenceFor(error));
        }
      }),
  );
}

function parse(
  folders: readonly SafeFolder[],
  encoded: string,
  extensions: readonly string[],
): RequestedPath {
  try {
    const requested = parseRequestedPath(folders, decodeURIComponent(encoded));
    if (!looksInto(requested.path, extensions)) throw notReadable();
    return requested;
  } catch (error) {
    // Not ResourceNotFoundError: it repeats the URI, and this one names no place inside.
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      error instanceof URIError
        ? 'The path is not properly percent-encoded: write % as %25.'
        : sentenceFor(error),
    );
  }
}

async function read(
  uri: string,
  requested: RequestedPath,
): Promise<TextResourceContents | BlobResourceContents> {
  const opened = await openInside(requested);
  try {
    const bytes = await readAtMost(opened, maxFileBytes);
    if (bytes === undefined)
      throw new Refusal(
        'That file is larger than the size limit of 1 MiB. Use search_files or analyze_text on it.',
      );
    const text = decodeText(bytes);
    const mimeType = mimeTypeOf(requested.path, text !== undefined);
    return text === undefined ? { uri, mimeType, blob: bytes.toString('base64') } : { uri, mimeType, text };
  } finally {
    await opened.handle.close();
  }
}
