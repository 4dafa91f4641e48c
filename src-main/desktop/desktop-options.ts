import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

export interface DesktopOptions {
  dataDir: string | undefined;
  configFiles: string[];
}

/** Chromium's own switches may stand among the arguments; what is not ours is left to it. */
export function parseDesktopOptions(argv: readonly string[]): DesktopOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: { 'data-dir': { type: 'string' }, config: { type: 'string', multiple: true } },
  });
  const dataDir = values['data-dir'];
  const config = values.config ?? [];
  return {
    dataDir: typeof dataDir === 'string' ? resolve(dataDir) : undefined,
    configFiles: config.filter((file) => typeof file === 'string').map((file) => resolve(file)),
  };
}

const debugSwitches = [...['port', 'pipe', 'address'].map((what) => `remote-debugging-${what}`), 'js-flags'];

/** The first switch that would open the packaged application to a debugger. `--inspect` is dead by fuse. */
export function debugSwitch(hasSwitch: (name: string) => boolean): string | undefined {
  return debugSwitches.find((name) => hasSwitch(name));
}
