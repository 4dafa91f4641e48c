import type { ServerContext } from '@modelcontextprotocol/server';
import type { Match, SearchListener } from '../search/search.ts';
import { linesOf } from './matches-as-text.ts';

const everyMs = 50;
const mostLinesPerMessage = 20;

/**
 * Tells the client what was found while the search runs (MCP 2025-11-25, basic/utilities/progress): the first match
 * at once, then a handful of lines at a time. `progress` counts what was seen, files and matches, so that it always
 * grows, as the protocol asks.
 */
export function searchProgress({ mcpReq }: ServerContext): SearchListener & { ended(): Promise<void> } {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return { onMatches() {}, onProgress() {}, async ended() {} };
  let waiting: Match[] = [];
  let matches = 0;
  let files = 0;
  let told = 0;
  let last = 0;
  let sending: Promise<void> = Promise.resolve();
  const tell = (now = false): void => {
    const progress = files + matches;
    if (progress <= told || (!now && performance.now() - last < everyMs)) return;
    const lines = waiting
      .slice(0, mostLinesPerMessage)
      .flatMap((match) => linesOf({ ...match, before: [], after: [] }));
    const more = waiting.length - mostLinesPerMessage;
    if (more > 0) lines.push(`… and ${more} more`);
    const message = lines.length > 0 ? lines.join('\n') : `${files} files searched, ${matches} lines found`;
    waiting = [];
    told = progress;
    last = performance.now();
    // A client that is gone needs no progress; the answer will fail by itself.
    sending = mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken, progress, message } })
      .catch(() => undefined);
  };
  return {
    onMatches(found) {
      const first = matches === 0;
      matches += found.length;
      waiting.push(...found);
      tell(first);
    },
    onProgress(filesSearched) {
      files = Math.max(files, filesSearched);
      tell();
    },
    ended() {
      if (waiting.length > 0) tell(true);
      return sending;
    },
  };
}
