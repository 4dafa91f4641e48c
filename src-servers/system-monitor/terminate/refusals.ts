import type { Machine, ProcessDetail } from '../machine/machine.ts';
import { printable } from '../text/printable.ts';

/** No system hands out larger process ids (Linux: 2^22; Windows and macOS stay below it too). */
const largestPid = 4_194_304;

/** Why a request to end a process is turned down; `sentence` says what to do instead. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Who we are; taken at the moment of the question, since a host may have died and left us to another parent. */
export interface Ourselves {
  readonly pid: number;
  readonly ppid: number;
}

/**
 * Finds the process `pid` names, if it is one that may be ended.
 * @throws Refusal for a pid that is no process of this user's own: special, ours, our host's, another's, gone
 */
export async function terminable(
  machine: Machine,
  pid: number,
  ourselves: Ourselves,
): Promise<ProcessDetail> {
  if (!Number.isSafeInteger(pid))
    throw new Refusal(`${pid} is no process id; give a whole number from list_processes.`);
  if (pid <= 1)
    throw new Refusal(
      `${pid} is never ended: 0 and negative numbers mean whole groups of processes, 1 keeps the system running.`,
    );
  if (pid > largestPid)
    throw new Refusal(`${pid} is larger than any process id; take one from list_processes.`);
  if (pid === ourselves.pid)
    throw new Refusal(`${pid} is this server itself; stop it from the program that started it.`);
  if (pid === ourselves.ppid)
    throw new Refusal(`${pid} is the host this server works for; close it yourself if you want it to end.`);
  const detail = await machine.inspect(pid);
  if (detail === undefined || detail.state === 'dead')
    throw new Refusal(
      `There is no process ${pid} any more; nothing was signalled. Call list_processes again.`,
    );
  const named = `${pid} (${printable(detail.name, 64)})`;
  if (detail.kernel) throw new Refusal(`${named} is a part of the kernel, not a program that can be ended.`);
  if (detail.threadOf === ourselves.pid) throw new Refusal(`${named} is a thread of this server.`);
  if (detail.threadOf !== pid)
    throw new Refusal(`${named} is a thread, not a process; it belongs to process ${detail.threadOf}.`);
  if (detail.state === 'zombie')
    throw new Refusal(
      `${named} has ended already; it disappears when its parent ${detail.ppid} takes notice.`,
    );
  if ((await ancestors(machine, ourselves)).has(pid))
    throw new Refusal(
      `${named} is an ancestor of this server: ending it would end the host and this server too.`,
    );
  if (!detail.ownedByUs)
    throw new Refusal(
      `${named} belongs to ${printable(detail.user, 64)}; this server only ends processes of its own user.`,
    );
  if (isAnotherServer(detail, ourselves))
    throw new Refusal(`${named} is another MCP server; stop it in the host that started it.`);
  return detail;
}

async function ancestors(machine: Machine, ourselves: Ourselves): Promise<Set<number>> {
  const found = new Set<number>();
  for (let pid = ourselves.ppid; pid > 0 && !found.has(pid);) {
    found.add(pid);
    pid = (await machine.inspect(pid))?.ppid ?? 0;
  }
  return found;
}

/** A process marked as an MCP server by its host, or one of ours beside us under the same host. */
function isAnotherServer(detail: ProcessDetail, ourselves: Ourselves): boolean {
  if (detail.session !== undefined) return true;
  return (
    detail.ppid === ourselves.ppid &&
    detail.command.some((word) => /(?:system-monitor|file-searcher)(?:\.js|[/\\]main\.ts)$/u.test(word))
  );
}
