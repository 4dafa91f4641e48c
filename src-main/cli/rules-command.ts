import type { Grant } from '#contract/grant.ts';
import { parseArgs } from 'node:util';
import type { CliIo } from './cli-io.ts';
import { exitCodes } from './exit-codes.ts';
import { openHost } from './open-host.ts';
import { printResult, table, type Format } from './print.ts';
import { UsageError } from './usage-error.ts';
import { visibleLine } from './visible-text.ts';

/** `signalbox rules list` and `signalbox rules revoke ID`. */
export async function rulesCommand(io: CliIo, argv: readonly string[], format: Format): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { 'data-dir': { type: 'string' }, format: { type: 'string' } },
  });
  const [verb, id, ...more] = positionals;
  const isList = verb === 'list' && id === undefined;
  const isRevoke = verb === 'revoke' && id !== undefined && more.length === 0;
  if (!isList && !isRevoke) throw new UsageError('Write “rules list” or “rules revoke ID”.');
  const host = await openHost({ dataDir: values['data-dir'], readsTraffic: true });
  try {
    const api = host.as('cli');
    if (isRevoke) {
      await api.call('rule.revoke', { id });
      io.err(`Rule ${visibleLine(id)} is revoked. Its tool is asked about again.\n`);
      return exitCodes.ok;
    }
    const { grants } = await api.call('host.snapshot', {});
    if (format === 'json') printResult(io, format, { rules: grants });
    else if (grants.length === 0) io.err('There are no rules: every tool call is asked about.\n');
    else io.out(table([['ID', 'SERVER › TOOL', 'SCOPE', 'STATE', 'USES', 'SINCE'], ...grants.map(rowOf)]));
    return exitCodes.ok;
  } finally {
    await host.close();
  }
}

function rowOf(grant: Grant): string[] {
  return [
    grant.id,
    `${visibleLine(grant.server)} › ${visibleLine(grant.tool)}`,
    grant.scope,
    grant.state,
    String(grant.uses),
    new Date(grant.createdAt).toISOString(),
  ];
}
