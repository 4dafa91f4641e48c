const live = new Set<number>();
let isWatching = false;

/**
 * Ends a process group at once should this process exit without having stopped it (a second Ctrl+C, `process.exit`).
 * Gives back the function that takes this promise back, for when it is gone.
 */
export function endWithUs(pid: number): () => void {
  live.add(pid);
  if (!isWatching) {
    isWatching = true;
    process.on('exit', endAll);
  }
  return () => {
    live.delete(pid);
  };
}

function endAll(): void {
  for (const pid of live) {
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
}
