/** What is searched for. Plain values: it crosses into worker threads. */
export interface SearchRequest {
  readonly query: string;
  /** The query is a JavaScript regular expression, applied to one line at a time. */
  readonly regex: boolean;
  readonly caseSensitive: boolean;
  /** Neither neighbour of the match is a letter, digit or underscore of any script. */
  readonly wholeWord: boolean;
  /** Endings of file names such as `.ts`, lower case; empty: all files. */
  readonly extensions: readonly string[];
  /** Lines shown before and after each match. */
  readonly contextLines: number;
  /** Leave out what `.gitignore` files inside the folder exclude. */
  readonly gitignore: boolean;
  /** Stop after so many matching lines. */
  readonly maxResults: number;
  /** Larger files are left out. */
  readonly maxFileBytes: number;
}

/** One matching line. */
export interface LineHit {
  /** From 1. */
  readonly line: number;
  /** Where the match starts, in UTF-16 code units, from 1. */
  readonly column: number;
  /** The line, shortened around the match when it is very long. */
  readonly text: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The matching lines of one file. */
export interface FileHits {
  /** Relative to the searched folder, with `/`. */
  readonly path: string;
  readonly hits: readonly LineHit[];
}

/** Names of folders that no search enters, besides hidden ones. */
export const skippedFolder = 'node_modules';

/** Whether a search enters folders of this name. */
export function entersFolder(name: string): boolean {
  return name !== skippedFolder && !name.startsWith('.');
}

/** Whether a search looks into files of this name. */
export function looksInto(name: string, extensions: readonly string[]): boolean {
  if (extensions.length === 0) return true;
  const lower = name.toLowerCase();
  return extensions.some((extension) => lower.endsWith(extension));
}
