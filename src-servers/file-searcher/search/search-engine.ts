import type { FileHits, SearchRequest } from './search-request.ts';

/** One folder to search. */
export interface EngineJob {
  /** Absolute, without symlinks. */
  readonly root: string;
  readonly request: SearchRequest;
  /** Called for each file with hits, as they are found, in no order; more than `maxResults` lines may come. */
  readonly onFound: (file: FileHits) => void;
  /** Called now and then with the number of files searched so far. */
  readonly onProgress: (filesSearched: number) => void;
  /** Aborted when nobody wants more. */
  readonly signal: AbortSignal;
}

/** What an engine has to say at the end. */
export interface EngineReport {
  readonly filesSearched: number;
  /** Files and folders that could not be opened for lack of permission. */
  readonly unreadable: number;
  /** Something lay too deep to be reached by a path. */
  readonly tooDeep: boolean;
}

/**
 * A way to search a folder. All engines find the same lines: they skip hidden folders, `node_modules`, symlinks,
 * binary files and files over the size limit, and leave it to `FileReader` to say what is a hit.
 */
export interface SearchEngine {
  readonly name: 'reader' | 'ripgrep';
  search(job: EngineJob): Promise<EngineReport>;
}
