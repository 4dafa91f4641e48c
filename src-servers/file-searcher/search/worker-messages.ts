import type { FileHits, SearchRequest } from './search-request.ts';

/** A piece of work: a folder to walk, or files of it to search. Paths are relative, with `/`. */
export interface WorkItem {
  readonly folder: string;
  /** Only these files of the folder (paths relative to it); absent: the whole folder and what is below. */
  readonly files?: readonly string[];
}

/** What the main thread tells a search worker. */
export type ToWorker =
  | {
      readonly kind: 'begin';
      /** Absolute, without symlinks. */
      readonly root: string;
      readonly request: SearchRequest;
      readonly board: SharedArrayBuffer;
      readonly slot: number;
    }
  | { readonly kind: 'work'; readonly items: readonly WorkItem[] };

/** What a search worker tells the main thread. */
export type FromWorker =
  | { readonly kind: 'found'; readonly file: FileHits }
  /** Work handed back because another worker has none. */
  | { readonly kind: 'share'; readonly items: readonly WorkItem[] }
  | { readonly kind: 'idle' };

/** What `workerData` says in a search worker: the bundled server starts itself in both roles. */
export const workerRole = 'file-searcher worker';
