import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';

const module_ = new URL('stop-on-signal.ts', import.meta.url).href;

/** A process that closes in the given way; it has said "ready" when this resolves. */
async function start(close: string): Promise<{ child: ChildProcess; end: Promise<number | null> }> {
  const code = `
    const { stopOnSignal } = await import('${module_}');
    stopOnSignal(async () => { process.stdout.write('closing\\n'); ${close} });
    setInterval(() => undefined, 1000);
    process.stdout.write('ready\\n');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const end = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await said(child);
  return { child, end };
}

function said(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => child.stdout?.once('data', (chunk) => resolve(String(chunk))));
}

const never = 'await new Promise(() => undefined);';

it.skipIf(process.platform === 'win32')('closes on the first signal and ends well', async () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const { child, end } = await start('');
    child.kill(signal);
    expect(await end).toBe(0);
  }
});

it.skipIf(process.platform === 'win32')(
  'takes two signals at once for one, a later one for impatience',
  async () => {
    const { child, end } = await start(never);
    const closing = said(child);
    child.kill('SIGINT');
    expect(await closing).toBe('closing\n');
    child.kill('SIGINT');
    await wait(500);
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await end).toBe(130);
  },
);

it('closes when the launcher is gone', async () => {
  const { child, end } = await start('');
  child.disconnect();
  expect(await end).toBe(0);
});

it('ends with an error when closing fails', async () => {
  const { child, end } = await start('throw new Error("a server would not stop");');
  child.disconnect();
  expect(await end).toBe(1);
});
