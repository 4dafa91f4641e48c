import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Packs the product, installs it in an empty folder without development and optional packages – so without Electron –
 * and lists the tools of a bundled server from the command line.
 */
const dir = mkdtempSync(join(tmpdir(), 'signalbox-installed-'));
const shell = process.platform === 'win32';
try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', dir], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell,
  });
  const archive = readdirSync(dir).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error('npm pack wrote no archive');
  writeFileSync(join(dir, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }\n');
  execFileSync(
    'npm',
    ['install', '--omit=dev', '--omit=optional', '--no-audit', '--no-fund', `./${archive}`],
    {
      cwd: dir,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell,
    },
  );
  const installed = readdirSync(join(dir, 'node_modules'));
  if (installed.includes('electron')) throw new Error('Electron was installed although it is left out');
  const output = execFileSync(
    join(dir, 'node_modules/.bin/signalbox'),
    [
      'cli',
      '--server',
      'system-monitor',
      '--method',
      'tools/list',
      '--format',
      'json',
      '--data-dir',
      join(dir, 'data'),
    ],
    { cwd: dir, encoding: 'utf8', shell },
  );
  if (!output.includes('"get_metrics"'))
    throw new Error(`the answer has no get_metrics: ${output.slice(0, 500)}`);
  console.log('ok: the installed command line lists the tools of system-monitor, without Electron');
} finally {
  rmSync(dir, { recursive: true, force: true });
}
