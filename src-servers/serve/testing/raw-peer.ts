import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { warmStart } from './warm-starts.ts';

/** A JSON-RPC message as it came off the pipe. */
export interface RawMessage {
  readonly jsonrpc: '2.0';
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** JSON-RPC lines over a child's stdio, with no SDK between the test and the bytes. */
export class RawPeer implements AsyncDisposable {
  readonly child: ChildProcessWithoutNullStreams;
  /** Every line the server wrote, in order. */
  readonly lines: string[] = [];
  stderr = '';
  #rest = '';
  #nextId = 1;
  readonly #waiting = new Set<() => void>();

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, args, { env: { ...process.env, ...warmStart, ...env } });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop() ?? '';
      this.lines.push(...lines);
      for (const look of this.#waiting) look();
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  /** Every message so far; a line that is no JSON fails the test here. */
  get messages(): RawMessage[] {
    // A test peer reads what the server under test wrote; wrong shapes fail in the test's own expectations.
    return this.lines.map((line) => JSON.parse(line) as RawMessage);
  }

  send(message: object): void {
    this.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  sendText(text: string): void {
    this.child.stdin.write(text);
  }

  /** Sends a request and waits for its answer, result or error. */
  async request(method: string, params: object = {}): Promise<RawMessage> {
    const id = this.#nextId;
    this.#nextId += 1;
    this.send({ id, method, params });
    return this.waitFor((message) => message.id === id && message.method === undefined);
  }

  /** Waits for a message, also one that came already. */
  async waitFor(matches: (message: RawMessage) => boolean, timeoutMs = 15_000): Promise<RawMessage> {
    const found = Promise.withResolvers<RawMessage>();
    const look = (): void => {
      const message = this.messages.find((candidate) => matches(candidate));
      if (message !== undefined) found.resolve(message);
    };
    const late = setTimeout(
      () =>
        found.reject(
          new Error(`No such message in ${timeoutMs} ms. Lines: ${this.lines.join('\n')} ${this.stderr}`),
        ),
      timeoutMs,
    );
    this.#waiting.add(look);
    look();
    return found.promise.finally(() => {
      clearTimeout(late);
      this.#waiting.delete(look);
    });
  }

  /** The handshake of the legacy era. */
  async initialize(protocolVersion = '2025-11-25'): Promise<RawMessage> {
    const answer = await this.request('initialize', {
      protocolVersion,
      capabilities: {},
      clientInfo: { name: 'raw', version: '1' },
    });
    this.send({ method: 'notifications/initialized' });
    return answer;
  }

  /** Closes its input and waits for its end; @returns the exit code */
  async end(): Promise<number | null> {
    this.child.stdin.end();
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'close');
  }
}

/** The params every request of the modern era carries (MCP 2026-07-28). */
export function modernParams(params: object = {}): object {
  return {
    ...params,
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  };
}
