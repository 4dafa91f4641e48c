import { randomUUID } from 'node:crypto';
import { HostFailure } from '#contract/host-error.ts';
import type { Approval } from '#contract/grant.ts';

/** What waits for a person, in the order of asking. An id is used once and never again. */
export interface ApprovalQueue<W extends { approval: Approval }> {
  nextId(): string;
  add(waiting: W): void;
  /** @throws HostFailure `already-decided` or `unknown-approval` */
  get(id: string): W;
  /** False when it was gone already. */
  remove(id: string): boolean;
  all(): W[];
}

/** An empty queue. */
export function createApprovalQueue<W extends { approval: Approval }>(): ApprovalQueue<W> {
  const waiting = new Map<string, W>();
  // Ids of one host run are told from another's, so that a stale window is answered rightly.
  const run = randomUUID().slice(0, 8);
  let issued = 0;

  function wasIssued(id: string): boolean {
    const [prefix, number] = [id.slice(0, run.length + 1), Number(id.slice(run.length + 1))];
    return prefix === `${run}-` && Number.isInteger(number) && number > 0 && number <= issued;
  }

  return {
    nextId() {
      issued += 1;
      return `${run}-${issued}`;
    },
    add: (entry) => void waiting.set(entry.approval.id, entry),
    get(id) {
      const found = waiting.get(id);
      if (found) return found;
      throw wasIssued(id)
        ? new HostFailure(
            'already-decided',
            'This call was decided or cancelled already; nothing is left to do.',
          )
        : new HostFailure(
            'unknown-approval',
            'No call waits under this id; look at the list of approvals again.',
          );
    },
    remove: (id) => waiting.delete(id),
    all: () => [...waiting.values()],
  };
}
