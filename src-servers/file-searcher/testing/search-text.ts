import { resolveFolders } from '../safe-folder/safe-folder.ts';
import type { SearchEngine } from '../search/search-engine.ts';
import type { SearchRequest } from '../search/search-request.ts';
import { searchFolders, type SearchOutcome } from '../search/search.ts';

const plain: SearchRequest = {
  query: '',
  regex: false,
  caseSensitive: true,
  wholeWord: false,
  extensions: [],
  contextLines: 0,
  gitignore: false,
  maxResults: 5000,
  maxFileBytes: 1_048_576,
};

/** Searches one folder with one engine, everything else as a client would get it. */
export function searchText(
  engine: SearchEngine,
  folder: string,
  request: Partial<SearchRequest>,
  { signal }: Pick<AbortController, 'signal'> = new AbortController(),
): Promise<SearchOutcome> {
  const silent = { onMatches() {}, onProgress() {} };
  return searchFolders(resolveFolders([folder]), { ...plain, ...request }, engine, silent, signal);
}

/** The places of the matches as `path:line`, which is what two engines must agree on. */
export function placesOf({ matches }: SearchOutcome): string[] {
  return matches.map(({ path, line }) => `${path}:${line}`);
}
