import type { InputRequiredResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { CLIENT_CAPABILITIES_META_KEY, inputRequired, isSpecType } from '@modelcontextprotocol/server';
import { fileURLToPath } from 'node:url';
import { Refusal } from './refusal.ts';
import { resolveFolders, type SafeFolder } from './safe-folder.ts';

/** Which rule chose the safe folders. */
export type FolderOrigin = 'SAFE_DIR' | 'roots' | 'working directory';

export interface SafeFolders {
  readonly origin: FolderOrigin;
  readonly folders: readonly SafeFolder[];
}

/** The safe folders of one connection. */
export interface FolderSource {
  /**
   * The folders for a request, or the question that the client must answer first: in the modern era the roots are
   * asked for within the request (MCP 2026-07-28, basic/patterns/mrtr). Hand the question back as the result.
   * @throws Refusal when the client named roots and none of them is a folder here
   */
  forRequest(context: ServerContext): Promise<SafeFolders | InputRequiredResult>;
  /** The folders as they were last known, for completion, which cannot ask. */
  known(): SafeFolders;
}

/** Folders that are the same for everyone: SAFE_DIR, or the working directory of a server on HTTP. */
export function fixedFolders(safe: SafeFolders): FolderSource {
  return { forRequest: async () => safe, known: () => safe };
}

/** More roots than anyone opens at once; each is searched on every search. */
const mostRoots = 64;
const rootsKey = 'roots';
/** A client that declared roots but does not answer must not hang every call. */
const rootsTimeoutMs = 5000;

/**
 * The client's roots, else the working directory. Only for stdio: there the client started us and runs on this
 * machine. A client on HTTP could name any folder of a machine that is not its own.
 */
export class ClientRoots implements FolderSource {
  readonly #server: McpServer;
  readonly #era: 'legacy' | 'modern';
  readonly #fallback: SafeFolders;
  readonly #onChange: () => void;
  #known: SafeFolders;
  #asked: Promise<SafeFolders> | undefined;

  constructor(server: McpServer, era: 'legacy' | 'modern', fallback: SafeFolders, onChange: () => void) {
    this.#server = server;
    this.#era = era;
    this.#fallback = fallback;
    this.#known = fallback;
    this.#onChange = onChange;
    if (era === 'modern') return;
    server.server.oninitialized = () => void this.#ask().catch(() => undefined);
    server.server.setNotificationHandler('notifications/roots/list_changed', () => {
      this.#asked = undefined;
      void this.#ask().catch(() => undefined);
    });
  }

  known(): SafeFolders {
    return this.#known;
  }

  async forRequest({ mcpReq }: ServerContext): Promise<SafeFolders | InputRequiredResult> {
    if (this.#era === 'legacy') return this.#ask();
    if (!declaresRoots(mcpReq.envelope)) return this.#fallback;
    const answer = mcpReq.inputResponses?.[rootsKey];
    if (!isSpecType.ListRootsResult(answer))
      return inputRequired({ inputRequests: { [rootsKey]: inputRequired.listRoots() } });
    return this.#learn(answer.roots);
  }

  /** Legacy era: asked once, and again when the client says that the roots changed. */
  #ask(): Promise<SafeFolders> {
    // The modern era's replacement is used above; old clients know only this request.
    const { server } = this.#server;
    if (server.getClientCapabilities()?.roots === undefined) return Promise.resolve(this.#fallback);
    const asked = (this.#asked ??= server.listRoots(undefined, { timeout: rootsTimeoutMs }).then(
      ({ roots }) => this.#learn(roots),
      () => {
        // Not remembered: the next call asks again.
        if (this.#asked === asked) this.#asked = undefined;
        throw new Refusal(
          'The client has roots but did not list them when asked. Try again, or set SAFE_DIR for this server.',
        );
      },
    ));
    return asked;
  }

  #learn(roots: readonly { uri: string }[]): SafeFolders {
    const learned = this.#resolve(roots);
    const changed = JSON.stringify(learned) !== JSON.stringify(this.#known);
    this.#known = learned;
    if (changed) this.#onChange();
    if (learned.folders.length === 0)
      throw new Refusal(
        'None of the roots of the client is a folder on this machine. Open a folder in the client, or set SAFE_DIR for this server.',
      );
    return learned;
  }

  #resolve(roots: readonly { uri: string }[]): SafeFolders {
    if (roots.length === 0) return this.#fallback;
    const paths = roots.slice(0, mostRoots).map(({ uri }) => pathOf(uri));
    return { origin: 'roots', folders: resolveFolders(paths.filter((path) => path !== undefined)) };
  }
}

function declaresRoots(envelope: object = {}): boolean {
  const capabilities: unknown = new Map<string, unknown>(Object.entries(envelope)).get(
    CLIENT_CAPABILITIES_META_KEY,
  );
  return isSpecType.ClientCapabilities(capabilities) && capabilities.roots !== undefined;
}

function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
