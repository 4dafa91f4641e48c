import { parseArgs } from 'node:util';
import type { CliIo } from './cli-io.ts';
import { exitCodes } from './exit-codes.ts';
import { openHost } from './open-host.ts';
import { UsageError } from './usage-error.ts';

/** `signalbox report [server]`: the report of a problem, without secrets, on stdout. Starts nothing. Throws UsageError. */
export async function reportCommand(io: CliIo, argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      records: { type: 'string', default: '200' },
      config: { type: 'string', multiple: true, default: [] },
      'data-dir': { type: 'string' },
    },
  });
  const [server, ...more] = positionals;
  if (more.length > 0) throw new UsageError('Give the name of one server, or none for all of them.');
  const records = Number(values.records);
  if (!/^\d+$/.test(values.records) || records > 2000)
    throw new UsageError(`--records ${values.records} is no number from 0 to 2000.`);
  const host = await openHost({
    dataDir: values['data-dir'],
    configFiles: values.config,
    readsTraffic: true,
  });
  try {
    const wish = server === undefined ? { records } : { server, records };
    io.out((await host.as('cli').call('report.make', wish)).text);
    return exitCodes.ok;
  } finally {
    await host.close();
  }
}
