import type { JSONRPCMessage } from '@modelcontextprotocol/server';

interface Batch {
  readonly due: Set<string | number>;
  readonly answers: unknown[];
}

/**
 * Answers to JSON-RPC batches, which revision 2025-03-26 alone knows (basic, batching): the answers to the requests of
 * one array leave as one array, when the last is there.
 */
export class AnswerBatches {
  readonly #batches = new Set<Batch>();

  /** Expects answers to `due`; `answers` are those that are there already, to members that were no messages. */
  open(due: readonly (string | number)[], answers: readonly unknown[]): void {
    this.#batches.add({ due: new Set(due), answers: [...answers] });
  }

  /**
   * Takes an outgoing message.
   * @returns what to write now: the message itself, a whole batch, or undefined while its batch is not complete
   */
  take(message: JSONRPCMessage): unknown {
    if ('method' in message || message.id === undefined) return message;
    for (const batch of this.#batches) {
      if (!batch.due.delete(message.id)) continue;
      batch.answers.push(message);
      return this.#finished(batch);
    }
    return message;
  }

  /** A cancelled request gets no answer. @returns the batch that was only waiting for this one */
  cancel(id: string | number): unknown {
    const batch = this.#batches.values().find(({ due }) => due.delete(id));
    return batch === undefined ? undefined : this.#finished(batch);
  }

  #finished(batch: Batch): unknown {
    if (batch.due.size > 0) return undefined;
    this.#batches.delete(batch);
    return batch.answers.length > 0 ? batch.answers : undefined;
  }
}
