import type { InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import { isInputRequiredResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { FolderSource, SafeFolders } from './safe-folder/folder-source.ts';
import { Refusal } from './safe-folder/refusal.ts';
import type { SearchEngine } from './search/search-engine.ts';
import type { SearchRequest } from './search/search-request.ts';

/** Larger files are neither searched nor read whole. */
export const maxFileBytes = 1_048_576;

/** What every tool, resource and prompt of one connection works with. */
export interface SearcherContext {
  readonly source: FolderSource;
  /** Endings of file names that may be searched and read, such as `.ts`; empty: all. */
  readonly allowedExtensions: readonly string[];
  /** The engine that serves a request best. */
  engineFor(request: SearchRequest): SearchEngine;
  /** Queries of this connection, latest first, for completion. */
  readonly recentQueries: string[];
}

/** Runs a handler with the safe folders; when the client must name them first, hands its question back. */
export async function withFolders<Result>(
  context: SearcherContext,
  request: ServerContext,
  handle: (safe: SafeFolders) => Promise<Result>,
): Promise<Result | InputRequiredResult> {
  const safe = await context.source.forRequest(request);
  return isInputRequiredResult(safe) ? safe : handle(safe);
}

/** Like `withFolders`, for resources and prompts, which fail with protocol errors instead of `isError` results. */
export async function answerWithFolders<Result>(
  context: SearcherContext,
  request: ServerContext,
  handle: (safe: SafeFolders) => Promise<Result>,
): Promise<Result | InputRequiredResult> {
  try {
    return await withFolders(context, request, handle);
  } catch (error) {
    if (error instanceof ProtocolError || request.mcpReq.signal.aborted) throw error;
    throw new ProtocolError(ProtocolErrorCode.InternalError, sentenceFor(error));
  }
}

/** The sentence for the client. What we did not foresee may name paths of this machine, so it goes to stderr only. */
export function sentenceFor(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 'The request failed inside file-searcher; what happened is on its stderr. Try again with a smaller request.';
}
