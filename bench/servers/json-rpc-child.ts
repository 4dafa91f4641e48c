import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
}

/** A server on stdio, spoken to without any SDK, so that only the server is measured. */
export class JsonRpcChild implements Disposable {
  /** Called at the first progress notification after it was set. */
  onProgress: (() => void) | undefined;
  readonly pid: number;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #rest = '';
  #lastId = 0;

  constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.pid = this.#child.pid ?? 0;
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) this.#receive(JSON.parse(line));
    });
  }

  async initialize(): Promise<void> {
    const clientInfo = { name: 'bench', version: '1' };
    await this.request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
    this.notify('notifications/initialized', {});
  }

  request(method: string, params: object): Promise<unknown> {
    return this.start(method, params).answer;
  }

  /** Like `request`, giving the id too, for cancelling. */
  start(method: string, params: object): { id: number; answer: Promise<unknown> } {
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve) => this.#waiting.set(id, resolve));
    this.#send({ id, method, params });
    return { id, answer };
  }

  notify(method: string, params: object): void {
    this.#send({ method, params });
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL');
  }

  #send(message: object): void {
    this.#child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  #receive({ id, method, result }: Message): void {
    if (method === 'notifications/progress') {
      this.onProgress?.();
      this.onProgress = undefined;
    } else if (id !== undefined && method === undefined) {
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    }
  }
}
