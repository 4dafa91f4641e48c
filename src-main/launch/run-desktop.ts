import { spawn } from 'node:child_process';

/** How the desktop shell ended. `unusable`: it never came up, for a reason of the machine. */
export type DesktopEnd = { ended: 'done'; code: number } | { ended: 'unusable'; why: string };

/** An Electron that fails within this time (milliseconds) did not come up: no display, no sandbox, missing libraries. */
const comesUpWithin = 10_000;
const usageError = 2;

/** Runs the desktop shell until it ends, and passes the signals of this process on to it. */
export function runDesktop(electron: string, args: readonly string[]): Promise<DesktopEnd> {
  const { ELECTRON_RUN_AS_NODE: _asNode, NODE_OPTIONS: _options, ...env } = process.env;
  const start = performance.now();
  const child = spawn(electron, args, { stdio: 'inherit', env, shell: false });
  let asked = false;
  const pass = (signal: NodeJS.Signals): void => {
    asked = true;
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);

  return new Promise<DesktopEnd>((resolve) => {
    child.once('error', (error) => resolve({ ended: 'unusable', why: error.message }));
    child.once('exit', (code, signal) => {
      const failedEarly = !asked && code !== 0 && performance.now() - start < comesUpWithin;
      if (failedEarly && code !== usageError) {
        resolve({
          ended: 'unusable',
          why: signal === null ? `it ended with code ${code}` : `it ended by ${signal}`,
        });
      } else resolve({ ended: 'done', code: code ?? 1 });
    });
  }).finally(() => {
    for (const signal of signals) process.off(signal, pass);
  });
}
