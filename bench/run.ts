import { capture } from './capture.ts';
import { kept } from './kept.ts';
import { hostPath } from './host-path.ts';
import type { Finding } from './measure.ts';
import { message } from './message.ts';
import { servers } from './servers/servers.ts';
import { spawn } from './spawn.ts';
import { windowResults } from './window-results.ts';
import { window } from './window.ts';

/** What can be measured: `npm run bench -- capture message`; without names, all of it. */
const benches: Record<string, () => Promise<Finding[]>> = {
  capture,
  kept,
  message,
  'host-path': hostPath,
  servers,
  spawn,
  window,
  'window-results': windowResults,
};

function row(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd();
}

function table(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => [
    finding.name,
    finding.baseline,
    finding.ours,
    finding.ratio === undefined ? '–' : `${finding.ratio.toFixed(2)} ×`,
    finding.limit,
    finding.ok ? 'ok' : 'OVER',
  ]);
  const head = ['name', 'baseline', 'ours', 'ratio', 'limit', ''];
  const widths = head.map((cell, index) =>
    Math.max(cell.length, ...rows.map((one) => one[index]?.length ?? 0)),
  );
  return [head, ...rows].map((cells) => row(cells, widths)).join('\n');
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(
    `There is no bench named ${unknown.join(', ')}. Choose from: ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(2);
}
const findings: Finding[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.error(`measuring ${name} …`);
  findings.push(...(await bench()));
}
console.log(table(findings));
process.exitCode = findings.every((finding) => finding.ok) ? 0 : 1;
