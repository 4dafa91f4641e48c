import { UriTemplate, type Variables } from '@modelcontextprotocol/server';

/**
 * A template whose one variable is a path and may span several segments. RFC 6570 would have clients write `/` as
 * `%2F` in `{path}`; both spellings are understood, so that `file-searcher://file/src/main.ts` just works.
 */
export class PathTemplate extends UriTemplate {
  readonly #prefix: string;

  constructor(prefix: string) {
    super(`${prefix}{path}`);
    this.#prefix = prefix;
  }

  override match(uri: string): Variables | null {
    return uri.startsWith(this.#prefix) ? { path: uri.slice(this.#prefix.length) } : null;
  }
}
