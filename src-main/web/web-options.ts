import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the web shell was asked for on its command line. */
export interface WebOptions {
  /** 0: any free port. */
  port: number;
  openBrowser: boolean;
  /** Absolute; undefined: the default folder. */
  dataDir: string | undefined;
  /** Absolute. */
  configFiles: string[];
}

/** Reads the options; throws an Error whose sentence names the wrong one. */
export function parseWebOptions(argv: readonly string[]): WebOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: true,
    allowPositionals: false,
    options: {
      web: { type: 'boolean' },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      'data-dir': { type: 'string' },
      config: { type: 'string', multiple: true, default: [] },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port ${values.port} is no port. Give a number from 0 to 65535.`);
  }
  return {
    port,
    openBrowser: !values['no-open'],
    dataDir: values['data-dir'] === undefined ? undefined : resolve(values['data-dir']),
    configFiles: values.config.map((file) => resolve(file)),
  };
}
