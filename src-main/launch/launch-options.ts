import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Which shell was asked for, and what to tell it. */
export interface LaunchOptions {
  /** `any`: desktop where it can be had. */
  shell: 'any' | 'web' | 'desktop';
  /** Arguments for the desktop shell. */
  forDesktop: string[];
  /** Arguments for the web shell. */
  forWeb: string[];
}

/**
 * Reads `signalbox [--web | --desktop] [--port N] [--no-open] [--config FILE]… [--data-dir DIR]`. Files are made absolute.
 * Throws an Error whose sentence names what is wrong.
 */
export function parseLaunchOptions(argv: readonly string[]): LaunchOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: true,
    allowPositionals: false,
    options: {
      web: { type: 'boolean', default: false },
      desktop: { type: 'boolean', default: false },
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      config: { type: 'string', multiple: true, default: [] },
      'data-dir': { type: 'string' },
    },
  });
  if (values.web && values.desktop)
    throw new Error('--web and --desktop exclude each other. Give one of them.');
  const shared = [
    ...values.config.map((file) => `--config=${resolve(file)}`),
    ...(values['data-dir'] === undefined ? [] : [`--data-dir=${resolve(values['data-dir'])}`]),
  ];
  // Only the web shell has a port and a browser to open.
  const meansWeb = values.web || values.port !== undefined || values['no-open'];
  return {
    shell: values.desktop ? 'desktop' : meansWeb ? 'web' : 'any',
    forDesktop: shared,
    forWeb: [
      ...shared,
      ...(values.port === undefined ? [] : [`--port=${values.port}`]),
      ...(values['no-open'] ? ['--no-open'] : []),
    ],
  };
}
