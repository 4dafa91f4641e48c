import { join } from 'node:path';
import { shownPath } from '../safe-folder/requested-path.ts';
import type { SafeFolder } from '../safe-folder/safe-folder.ts';
import type { SearchEngine } from './search-engine.ts';
import type { LineHit, SearchRequest } from './search-request.ts';

/** No search runs longer; a stated cap instead of a client that waits for ever. */
export const longestSearchMs = 30_000;

/** Clients refuse very large messages (the SDK's at 10 MB); the text goes out twice, as text and as data. */
const mostTextBytes = 1_500_000;

/** One matching line with its path as the client sees it. */
export interface Match extends LineHit {
  readonly path: string;
}

/** Why a search ended before everything was searched. */
export type StoppedBy = 'max_results' | 'result_size' | 'time' | 'path_length';

export interface SearchOutcome {
  /** Sorted by path and line. */
  readonly matches: readonly Match[];
  readonly truncated: boolean;
  readonly stoppedBy?: StoppedBy;
  /** With ripgrep: those it named as candidates. */
  readonly filesSearched: number;
  readonly unreadable: number;
  readonly engine: SearchEngine['name'];
  readonly elapsedMs: number;
}

export interface SearchListener {
  /** Called with matches as they are found, before they are sorted or capped. */
  onMatches(matches: readonly Match[]): void;
  /** Called now and then; the number only grows. */
  onProgress(filesSearched: number): void;
}

/**
 * Searches folders one after the other with an engine.
 * @throws Refusal when the request cannot be carried out; the signal's reason when it is aborted, at once
 */
export async function searchFolders(
  folders: readonly SafeFolder[],
  request: SearchRequest,
  engine: SearchEngine,
  listener: SearchListener,
  signal: AbortSignal,
): Promise<SearchOutcome> {
  const started = performance.now();
  const stop = new AbortController();
  let stoppedBy: StoppedBy | undefined;
  const stopFor = (reason: StoppedBy): void => {
    stoppedBy ??= reason;
    stop.abort();
  };
  const clock = setTimeout(() => stopFor('time'), longestSearchMs);
  const cancelled = Promise.withResolvers<never>();
  const cancel = (): void => {
    stop.abort();
    cancelled.reject(signal.reason);
  };
  signal.addEventListener('abort', cancel, { once: true });
  // Roots may lie within each other; a line is shown once.
  const places = new Set<string>();
  const isNew = (folder: SafeFolder, path: string): boolean => {
    const place = join(folder.real, path);
    return !places.has(place) && places.add(place).has(place);
  };
  const matches: Match[] = [];
  let textBytes = 0;
  let filesSearched = 0;
  let unreadable = 0;
  try {
    signal.throwIfAborted();
    for (const folder of folders) {
      if (stop.signal.aborted) break;
      const report = await Promise.race([
        cancelled.promise,
        engine.search({
          root: folder.real,
          request,
          signal: stop.signal,
          onProgress: (files) => listener.onProgress(filesSearched + files),
          onFound: ({ path, hits }) => {
            if (stop.signal.aborted || !isNew(folder, path)) return;
            const found = hits.map((hit) => ({ path: shownPath(folders, { folder, path }), ...hit }));
            matches.push(...found);
            listener.onMatches(found);
            textBytes += found.reduce((sum, match) => sum + sizeOf(match), 0);
            if (matches.length > request.maxResults) stopFor('max_results');
            else if (textBytes > mostTextBytes) stopFor('result_size');
          },
        }),
      ]);
      filesSearched += report.filesSearched;
      unreadable += report.unreadable;
      if (report.tooDeep) stoppedBy ??= 'path_length';
    }
  } finally {
    clearTimeout(clock);
    signal.removeEventListener('abort', cancel);
    stop.abort();
  }
  return {
    matches: withinSize(matches.toSorted(byPlace).slice(0, request.maxResults)),
    truncated: stoppedBy !== undefined,
    ...(stoppedBy !== undefined && { stoppedBy }),
    filesSearched,
    unreadable,
    engine: engine.name,
    elapsedMs: Math.round(performance.now() - started),
  };
}

function byPlace(left: Match, right: Match): number {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.line - right.line;
}

function sizeOf({ path, text, before, after }: Match): number {
  return path.length + text.length + before.join().length + after.join().length;
}

/** One file alone may have brought more than there is room for. */
function withinSize(matches: readonly Match[]): readonly Match[] {
  let size = 0;
  return matches.filter((match) => (size += sizeOf(match)) <= mostTextBytes);
}
