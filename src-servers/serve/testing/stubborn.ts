import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that does not end at SIGTERM; killed when disposed of. */
export async function startStubborn(): Promise<{ pid: number } & Disposable> {
  const script = 'process.on("SIGTERM", () => {}); console.log("ready"); setTimeout(() => {}, 600_000)';
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('The process did not start.');
  return { pid: child.pid, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}
