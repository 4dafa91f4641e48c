import * as z from 'zod/v4';
import type { BundledServer } from './bundled-server.ts';
import {
  describeOptions,
  httpOptions,
  parseOptions,
  sharedOptions,
  UsageError,
  type OptionSpecs,
} from './options.ts';
import { serveOnStdio } from './stdio/serve-on-stdio.ts';
import { Watchers } from './watchers.ts';

/**
 * The main of a bundled server: parses the command line, then serves on stdio, or on HTTP with `--http PORT`.
 * Ends at the end of input, at SIGTERM and at SIGINT; exit code 0 then, 1 on a failure, 2 on a wrong command line.
 */
export async function serve<const Specs extends OptionSpecs>(
  definition: BundledServer<Specs>,
  argv: readonly string[] = process.argv.slice(2),
): Promise<void> {
  // Node 20 and older load this file and would fail somewhere inside, with words that help nobody.
  if (typeof Promise.withResolvers !== 'function') {
    process.stderr.write(`${definition.name} needs Node.js 24; this is ${process.version}.\n`);
    process.exit(1);
  }
  // Compiling a validator per message shape pays off after thousands of messages; hosts wait for the first few.
  z.config({ jitless: true });
  try {
    await run(definition, argv);
    process.exit(0);
  } catch (error) {
    const usage = error instanceof UsageError;
    const text = usage
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
    process.stderr.write(`${definition.name}: ${text}\n${usage ? 'Try --help.\n' : ''}`);
    process.exit(usage ? 2 : 1);
  }
}

async function run<Specs extends OptionSpecs>(
  definition: BundledServer<Specs>,
  argv: readonly string[],
): Promise<void> {
  const own = definition.options;
  const shared = parseOptions({ ...own, ...sharedOptions }, argv);
  if (shared.help) return print(helpText(definition));
  if (shared.version) return print(`${definition.version}\n`);
  // Parsed against both sets above, so every own option is there with the shape its spec promises.
  const values = shared as Parameters<typeof definition.open>[0]['values'];
  if (shared.http === undefined) {
    const idle = httpOptions.find((name) => shared[name] !== undefined);
    if (idle !== undefined) throw new UsageError(`--${idle} has a meaning with --http PORT only.`);
  }
  const watchers = new Watchers();
  const service = await definition.open({ values, watchers });
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  try {
    if (shared.http === undefined) await serveOnStdio(service, watchers, stop.signal);
    else {
      // Loaded only when asked for: a host that starts us on stdio should not wait for the HTTP side.
      const { serveOnHttp } = await import('./http/serve-on-http.ts');
      await serveOnHttp(definition, service, watchers, shared, stop.signal);
    }
  } finally {
    await service.close?.();
  }
}

/** `--help` and `--version` are for people: they are the only text on stdout that is not a message. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

function helpText(definition: BundledServer): string {
  return `${definition.name} ${definition.version}: ${definition.summary}

Usage: node ${definition.name}.js [options]

Speaks the Model Context Protocol on stdin and stdout, or over HTTP with --http PORT.

Options:
${describeOptions({ ...definition.options, ...sharedOptions })}
${definition.notes === undefined ? '' : `\n${definition.notes.trimEnd()}\n`}`;
}
