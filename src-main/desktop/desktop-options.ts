import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

export interface DesktopOptions {
  dataDir: string | undefined;
  configFiles: string[];
}

/** Chromium's own switches may stand among the arguments; what is not ours is left to it. */
export function parseDesktopOptions(argv: readonly string[]): DesktopOptions {
  const own = argv.filter((argument) => /^--(data-dir|config)=/.test(argument));
  const { values } = parseArgs({
    args: own,
    options: { 'data-dir': { type: 'string' }, config: { type: 'string', multiple: true, default: [] } },
  });
  return {
    dataDir: values['data-dir'] === undefined ? undefined : resolve(values['data-dir']),
    configFiles: values.config.map((file) => resolve(file)),
  };
}

const debugSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'js-flags',
];

/** The first switch that would open the packaged application to a debugger. `--inspect` is dead by fuse. */
export function debugSwitch(hasSwitch: (name: string) => boolean): string | undefined {
  return debugSwitches.find((name) => hasSwitch(name));
}
