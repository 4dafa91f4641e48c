import type { Caller } from '#contract/grant.ts';
import { HostFailure, toHostError } from '#contract/host-error.ts';
import type { ExitFacts, RunningFacts, SessionState } from '#contract/session-state.ts';
import { connectChild, type Connection, type ConnectionEvents } from './connect-child.ts';
import { connectHttp } from './connect-http.ts';
import { currentExchange, type ApprovedCall, type Exchange } from './exchange.ts';
import { exitInWords } from './exit-in-words.ts';
import { requestFailure } from './failures.ts';
import type { SessionEvents, SessionOptions } from './launch.ts';
import { anyResult } from './any-result.ts';

/** What a request may carry along. */
export interface RequestExtras {
  signal?: AbortSignal;
  /** Milliseconds; the session's call timeout when absent. */
  timeout?: number;
  onProgress?(progress: { progress: number; total?: number | undefined; message?: string | undefined }): void;
}

/** The answer to a request, with what the transport measured. */
export interface Answer {
  /** The `result` member as it came. */
  result: Record<string, unknown>;
  exchange: Exchange;
}

/** One conversation with one server, from its start to its end. It is used once: a restart makes a new one. */
export interface Session {
  readonly state: SessionState;
  /** Gets through the handshake. Rejects with the HostFailure that is then in `state`. */
  start(): Promise<RunningFacts>;
  /** Ends the process politely, then firmly. Resolves when it is gone; also stops a start that is under way. */
  stop(): Promise<void>;
  /**
   * Sends one request and gives its answer.
   * Throws HostFailure: `server-not-running`, `protocol-error`, `call-timeout`, `cancelled`, `server-exited`,
   * `invalid-message`, `message-too-large`, `message-too-deep`.
   */
  request(
    method: string,
    params: Record<string, unknown>,
    caller: Caller,
    extras?: RequestExtras,
  ): Promise<Answer>;
  /** MCP `tools/call` with exactly the approved bytes. Throws like `request`. */
  callTool(approved: ApprovedCall, caller: Caller, extras?: RequestExtras): Promise<Answer>;
  /**
   * In the new era, opens the one stream of changes (MCP `subscriptions/listen`): of the lists that the server says can
   * change, and of these resources. The older era announces list changes unasked and has `resources/subscribe`.
   */
  listenTo(resources: string[]): Promise<void>;
}

/** Makes a session; nothing runs until `start`. */
export function createSession(options: SessionOptions, events: SessionEvents): Session {
  let state: SessionState = { phase: 'stopped', since: Date.now() };
  let connection: Connection | undefined;
  let lastExit: ExitFacts | undefined;
  let subscription: { close(): Promise<void> } | undefined;
  const starting = new AbortController();
  let stopped: Promise<void> | undefined;
  let started: Promise<RunningFacts> | undefined;

  function become(next: SessionState): void {
    state = next;
    events.onState(next);
  }

  const connectionEvents: ConnectionEvents = {
    onListChanged: (list) => events.onListChanged(list),
    onResourceUpdated: (uri) => events.onResourceUpdated(uri),
    onStep(step, pid) {
      if (stopped) return;
      const since = state.phase === 'starting' ? state.since : Date.now();
      become({ phase: 'starting', since, step, ...(pid === undefined ? {} : { pid }) });
    },
    onExit(exit) {
      lastExit = exit;
    },
    onEnded(exit) {
      connection = undefined;
      become({
        phase: 'failed',
        since: Date.now(),
        error: {
          code: 'server-exited',
          message: exit
            ? `${options.server} ${exitInWords(exit)}.`
            : `${options.server} closed the connection.`,
          ...(exit ? { evidence: exit.stderrTail } : {}),
        },
        ...(exit ? { exit } : {}),
      });
    },
  };

  async function connect(): Promise<RunningFacts> {
    const { launch } = options;
    try {
      connection =
        launch.kind === 'stdio'
          ? await connectChild({ ...options, launch }, connectionEvents, starting.signal)
          : await connectHttp({ ...options, launch }, connectionEvents, starting.signal);
    } catch (error) {
      if (!stopped) {
        const exit = lastExit;
        become({ phase: 'failed', since: Date.now(), error: toHostError(error), ...(exit ? { exit } : {}) });
      }
      throw error;
    }
    if (stopped) throw new HostFailure('cancelled', `Starting ${options.server} was cancelled.`);
    become({ phase: 'running', since: Date.now(), facts: connection.facts });
    return connection.facts;
  }

  async function shutDown(): Promise<void> {
    become({ phase: 'stopping', since: Date.now() });
    starting.abort();
    await started?.catch(() => undefined);
    await connection?.close();
    const exit = connection?.child ? await connection.child.exited : lastExit;
    connection = undefined;
    become({ phase: 'stopped', since: Date.now(), ...(exit ? { exit } : {}) });
  }

  async function send(
    method: string,
    caller: Caller,
    extras: RequestExtras,
    approved: ApprovedCall | undefined,
    run: (
      client: Connection['client'],
      requestOptions: { timeout: number; signal?: AbortSignal },
    ) => Promise<unknown>,
  ): Promise<Answer> {
    const live = connection;
    if (!live) {
      throw new HostFailure(
        'server-not-running',
        `${options.server} is not running. Start it, then try again.`,
      );
    }
    const timeout = extras.timeout ?? options.callTimeout;
    const exchange: Exchange = { caller, ...(approved ? { approved } : {}) };
    try {
      await currentExchange.run(exchange, () =>
        run(live.client, {
          timeout,
          ...(extras.signal ? { signal: extras.signal } : {}),
          ...(extras.onProgress ? { onprogress: extras.onProgress, resetTimeoutOnProgress: true } : {}),
        }),
      );
    } catch (error) {
      const raw = exchange.result;
      // The library refuses a whole list for one bad entry; an inspector shows what came.
      if (!exchange.failure && isRecord(raw) && isRefusedResult(error)) return { result: raw, exchange };
      const exit = lastExit;
      throw requestFailure(error, {
        server: options.server,
        what: approved ? `the tool ${approved.tool}` : method,
        timeout,
        aborted: extras.signal?.aborted ?? false,
        unreadable: exchange.failure,
        ended: exit ? { text: exitInWords(exit), evidence: exit.stderrTail } : undefined,
      });
    }
    return { result: isRecord(exchange.result) ? exchange.result : {}, exchange };
  }

  return {
    get state() {
      return state;
    },
    start() {
      started ??= connect();
      return started;
    },
    stop() {
      stopped ??= shutDown();
      return stopped;
    },
    request: (method, params, caller, extras = {}) =>
      send(method, caller, extras, undefined, (client, requestOptions) =>
        client.request({ method, params }, anyResult, requestOptions),
      ),
    callTool: (approved, caller, extras = {}) =>
      send('tools/call', caller, extras, approved, (client, requestOptions) =>
        client.request(
          // The transport puts the approved bytes in the place of the arguments.
          { method: 'tools/call', params: { name: approved.tool, arguments: {} } },
          anyResult,
          requestOptions,
        ),
      ),
    async listenTo(resources) {
      const live = connection;
      if (live?.facts.era !== 'modern') return;
      const { tools, prompts, resources: resourceLists } = live.client.getServerCapabilities() ?? {};
      const filter = {
        ...(tools?.listChanged ? { toolsListChanged: true } : {}),
        ...(prompts?.listChanged ? { promptsListChanged: true } : {}),
        ...(resourceLists?.listChanged ? { resourcesListChanged: true } : {}),
        ...(resources.length > 0 ? { resourceSubscriptions: resources } : {}),
      };
      const previous = subscription;
      subscription = Object.keys(filter).length > 0 ? await live.client.listen(filter) : undefined;
      await previous?.close();
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRefusedResult(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'INVALID_RESULT';
}
