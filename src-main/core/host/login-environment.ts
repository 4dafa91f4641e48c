import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';

const mark = '__signalbox_environment__';
const longest = 1024 * 1024;
/** Keeps start-up files from updating themselves or starting a terminal multiplexer. */
const quiet = { DISABLE_AUTO_UPDATE: 'true', ZSH_TMUX_AUTOSTART: 'false', ZSH_TMUX_AUTOSTARTED: 'true' };

/**
 * The environment of a login shell, as a terminal would have it: what a program that is started from a menu lacks.
 * Undefined on Windows (which has none), and when the shell does not answer in time (milliseconds).
 *
 * Done by hand: the shell runs in a session of its own, so that an interactive one cannot take our terminal, and it is
 * ended with everything that its start-up files began when they hang.
 */
export function readLoginEnvironment(within = 2000): Promise<Record<string, string> | undefined> {
  const shell = process.env['SHELL'] ?? shellOfUser();
  if (process.platform === 'win32' || shell === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    let text = '';
    const child = spawn(shell, ['-ilc', `echo ${mark}; command env; echo ${mark}; exit`], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
      env: { ...process.env, ...quiet },
    });
    const finish = (): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      if (child.exitCode === null && child.pid !== undefined) endGroup(child.pid);
      resolve(environmentIn(text));
    };
    const timer = setTimeout(finish, within);
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      // Both marks are there: whatever the shell does on its way out need not be waited for.
      if (text.split(mark).length > 2 || text.length > longest) finish();
    });
    child.once('error', finish);
    child.once('exit', () => setImmediate(finish));
  });
}

function environmentIn(text: string): Record<string, string> | undefined {
  const [, between, after] = text.split(mark);
  if (between === undefined || after === undefined) return undefined;
  const pairs = between.split('\n').flatMap((line): [string, string][] => {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    return name === undefined || Object.hasOwn(quiet, name) ? [] : [[name, value ?? '']];
  });
  return Object.fromEntries(pairs);
}

function shellOfUser(): string | undefined {
  try {
    return userInfo().shell ?? undefined;
  } catch {
    // The user has no entry in the system's list, as in some containers.
    return undefined;
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
