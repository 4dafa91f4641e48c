import type { HostError } from '#contract/host-error.ts';
import type { CliIo } from './cli-io.ts';
import { visible, visibleLine } from './visible-text.ts';

/** How results are written: `text` is indented JSON, `json` one line `{"result":…}`, both as the official inspector does. */
export type Format = 'json' | 'text';

/** Writes the one result of a run to stdout. */
export function printResult(io: CliIo, format: Format, result: unknown): void {
  io.out(`${format === 'json' ? JSON.stringify({ result }) : JSON.stringify(result, null, 2)}\n`);
}

/** Says a failure on stderr: for people, or with `json` as one line `{"error":…}`. */
export function printFailure(io: CliIo, format: Format, error: HostError): void {
  if (format === 'json') {
    io.err(`${JSON.stringify({ error })}\n`);
    return;
  }
  io.err(`${error.code}: ${visible(error.message)}\n`);
  if (error.rpc) io.err(`  JSON-RPC error ${error.rpc.code}${dataOf(error.rpc.data)}\n`);
  for (const line of error.evidence ?? []) io.err(`  │ ${visibleLine(line)}\n`);
}

function dataOf(data: unknown): string {
  return data === undefined ? '' : ` ${visibleLine(JSON.stringify(data)).slice(0, 1000)}`;
}

/** Lines up cells in columns; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return rows
    .map((row) =>
      row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
