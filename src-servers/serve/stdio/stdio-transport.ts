import {
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  parseJSONRPCMessage,
  ProtocolErrorCode,
  type JSONRPCMessage,
  type Transport,
} from '@modelcontextprotocol/server';
import type { Readable } from 'node:stream';
import { cancelledRequest } from '../cancelled-request.ts';
import { AnswerBatches } from './answer-batches.ts';
import { LineSplitter } from './line-splitter.ts';

/** Far above any request to these servers, small enough that a line without end cannot fill the memory. */
const longestLine = 16 * 1024 * 1024;

/**
 * MCP over stdin and stdout (basic/transports, stdio).
 *
 * Not the SDK's: that one drops what it cannot parse without a word and throws away the answers that are due when
 * its input ends. Here a broken line is answered with a JSON-RPC error, and `drained` says when nothing is pending.
 */
export class StdioTransport implements Transport {
  readonly #input: Readable;
  readonly #write: (text: string) => Promise<void>;
  readonly #see: (message: JSONRPCMessage) => void;
  readonly #over = Promise.withResolvers<void>();
  readonly #lines = new LineSplitter(longestLine);
  readonly #pending = new Set<string | number>();
  readonly #batches = new AnswerBatches();
  #revision: string | undefined;
  #whenDrained: (() => void)[] = [];
  #closed = false;
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  /** Called at the end of input, instead of closing at once: the owner decides how long pending answers may take. */
  onend?: () => void;

  /** @param see is shown every message before it is handed on */
  constructor(
    input: Readable,
    write: (text: string) => Promise<void>,
    see: (message: JSONRPCMessage) => void,
  ) {
    this.#input = input;
    this.#write = write;
    this.#see = see;
  }

  /** Resolves when the conversation is over, whoever ended it. */
  get closed(): Promise<void> {
    return this.#over.promise;
  }

  async start(): Promise<void> {
    this.#input.on('data', this.#onData);
    this.#input.once('end', this.#onEnd);
    this.#input.once('error', this.#onEnd);
    this.#input.once('close', this.#onEnd);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    try {
      const now = this.#batches.take(message);
      if (now !== undefined) await this.#write(`${JSON.stringify(now)}\n`);
    } catch (error) {
      // Nobody reads our output any more: there is nothing left to live for.
      await this.close();
      throw error;
    } finally {
      if (isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message)) this.#settle(message.id);
    }
  }

  /** Called by the protocol layer once the handshake has agreed on a revision. */
  setProtocolVersion(revision: string): void {
    this.#revision = revision;
  }

  /** Resolves when every request received so far was answered or cancelled. */
  async drained(): Promise<void> {
    if (this.#pending.size > 0) await new Promise<void>((resolve) => this.#whenDrained.push(resolve));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#input.off('data', this.#onData);
    this.#input.off('end', this.#onEnd);
    this.#input.off('close', this.#onEnd);
    this.#input.pause();
    this.#pending.clear();
    this.#settle(undefined);
    this.onclose?.();
    this.#over.resolve();
  }

  readonly #onData = (chunk: Buffer): void => {
    for (const line of this.#lines.push(chunk)) this.#receive(line);
  };

  readonly #onEnd = (): void => {
    for (const line of this.#lines.end()) this.#receive(line);
    if (this.onend) this.onend();
    else void this.close();
  };

  #receive(line: { text: string } | { dropped: number }): void {
    if ('dropped' in line) {
      this.#refuse(ProtocolErrorCode.InvalidRequest, `A message of ${line.dropped} bytes is too long.`, null);
      return;
    }
    if (line.text === '') return;
    let value: unknown;
    try {
      value = JSON.parse(line.text);
    } catch {
      this.#refuse(
        ProtocolErrorCode.ParseError,
        'This line is not JSON; send one JSON-RPC message per line.',
        null,
      );
      return;
    }
    if (Array.isArray(value) && value.length > 0 && this.#revision === '2025-03-26') this.#takeBatch(value);
    else {
      const message = messageOf(value);
      if (message === undefined)
        this.#write(`${JSON.stringify(noMessage(value))}\n`).catch(() => this.close());
      else this.#take(message);
    }
  }

  #takeBatch(values: readonly unknown[]): void {
    const messages = values.map((value) => messageOf(value));
    const broken = values.filter((_, index) => messages[index] === undefined);
    const due = messages
      .filter((message) => message !== undefined && isJSONRPCRequest(message))
      .map(({ id }) => id);
    if (due.length > 0) this.#batches.open(due, broken.map(noMessage));
    else if (broken.length > 0)
      this.#write(`${JSON.stringify(broken.map(noMessage))}\n`).catch(() => this.close());
    for (const message of messages) if (message !== undefined) this.#take(message);
  }

  #take(message: JSONRPCMessage): void {
    if (isJSONRPCRequest(message)) {
      // A listen stream (2026-07-28) has no answer until it ends; the end of input is its end.
      if (message.method !== 'subscriptions/listen') this.#pending.add(message.id);
    } else {
      const id = cancelledRequest(message);
      const rest = id === undefined ? undefined : this.#batches.cancel(id);
      if (rest !== undefined) this.#write(`${JSON.stringify(rest)}\n`).catch(() => this.close());
      if (id !== undefined) this.#settle(id);
    }
    this.#see(message);
    this.onmessage?.(message);
  }

  #refuse(code: number, text: string, id: string | number | null): void {
    this.onerror?.(new Error(text));
    this.#write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: text } })}\n`).catch(() =>
      this.close(),
    );
  }

  #settle(id: string | number | undefined): void {
    if (id !== undefined) this.#pending.delete(id);
    if (this.#pending.size > 0) return;
    const waiting = this.#whenDrained;
    this.#whenDrained = [];
    for (const resolve of waiting) resolve();
  }
}

function messageOf(value: unknown): JSONRPCMessage | undefined {
  try {
    return parseJSONRPCMessage(value);
  } catch {
    return undefined;
  }
}

function noMessage(value: unknown): object {
  const message = 'This is JSON but not a JSON-RPC 2.0 message.';
  return { jsonrpc: '2.0', id: idOf(value), error: { code: ProtocolErrorCode.InvalidRequest, message } };
}

function idOf(value: unknown): string | number | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
