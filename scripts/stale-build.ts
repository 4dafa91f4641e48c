import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = ['src-main', 'src-renderer', 'src-servers', 'assets', 'vite.config.ts', 'package-lock.json'];
/** The last files that the build writes in each of its folders. */
const products = ['dist/node/launch.js', 'dist/node/web.js', 'dist/node/cli.js', 'dist/renderer/index.html'];

/** True when something is not built, or a source file is younger than what was built from it. */
export function isBuildStale(root: string): boolean {
  const built = Math.min(...products.map((file) => changedAt(join(root, file)) ?? 0));
  return built === 0 || sources.some((source) => youngest(join(root, source)) > built);
}

function youngest(path: string): number {
  const own = statSync(path, { throwIfNoEntry: false });
  if (!own) return 0;
  if (!own.isDirectory()) return own.mtimeMs;
  let latest = 0;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name.includes('.test.')) continue;
    latest = Math.max(latest, youngest(join(path, entry.name)));
  }
  return latest;
}

function changedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
