import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { followParent } from './follow-parent.ts';
import { isBuildStale } from './stale-build.ts';

/**
 * `npm start`: builds what is missing or older than its sources, then runs the product in this very process, with the
 * arguments and standard streams it was given.
 */
const root = fileURLToPath(new URL('../', import.meta.url));

if (isBuildStale(root)) {
  process.stderr.write('Building (first start)…\n');
  const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
  const built = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'warn'], {
    cwd: root,
    // Standard output belongs to the product: one line of it is for programs.
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) {
    process.stderr.write('The build failed; what is wrong is above. Run "npm ci", then try again.\n');
    process.exit(1);
  }
}
followParent();
const program = new URL('../bin/signalbox.js', import.meta.url).href;
await import(program);
