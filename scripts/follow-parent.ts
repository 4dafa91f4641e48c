import { readFileSync } from 'node:fs';

/** Milliseconds between two looks at the parents. */
const interval = 1000;

/**
 * Ends this process, politely, when its parent or (on Linux) that one's parent is gone. npm passes a signal on to a
 * shell only, and that one ends without telling the program it runs: Signalbox would stay behind with its servers.
 */
export function followParent(): void {
  const parents = (): string => `${process.ppid} ${parentOf(process.ppid)}`;
  const atStart = parents();
  const timer = setInterval(() => {
    if (parents() === atStart) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, interval);
  timer.unref();
}

/** See proc_pid_stat(5): the name is in parentheses and may hold anything; state and parent follow. */
function parentOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
  } catch {
    return undefined;
  }
}
