#!/usr/bin/env node
// Runs on any Node from 18 on, so that an old one can be told apart and replaced by the one that came with the product.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { constants, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const needed = 24;
const here = dirname(fileURLToPath(import.meta.url));
const cliWords = ['cli', 'rules', 'traffic', 'doctor', '--help', '-h', '--version', '-v'];

if (Number(process.versions.node.split('.')[0]) < needed) runWithOwnNode();
else await run();

async function run() {
  const entry = cliWords.includes(process.argv[2] ?? '') ? 'cli.js' : 'launch.js';
  const file = join(here, '..', 'dist', 'node', entry);
  if (!existsSync(file)) {
    fail(`Signalbox is not built: ${file} is missing. Run "npm run build" in its folder, or "npm start".`);
  }
  // What Node compiles is kept for the next start, in a folder that no other user can write.
  nodeModule.enableCompileCache?.(cacheDir());
  await import(pathToFileURL(file).href);
}

function cacheDir() {
  const { env, platform } = process;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Signalbox');
  if (platform === 'win32')
    return join(env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'Signalbox', 'Cache');
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg?.startsWith('/') ? xdg : join(homedir(), '.cache'), 'signalbox');
}

function runWithOwnNode() {
  const node = findNode();
  if (node === undefined) {
    fail(
      `Signalbox needs Node ${needed}, this is ${process.versions.node}, and the Node that comes with it (npm package "node") ` +
        'is not installed. Install Node 24, or run "npm install" again with install scripts of the package "node" allowed.',
    );
  }
  // The channel tells the child when this process is gone, however it ended.
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.once('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15));
  });
}

function findNode() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const packages = ['node', `node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`];
  for (let folder = here; ; folder = dirname(folder)) {
    for (const name of packages) {
      const candidate = join(folder, 'node_modules', name, 'bin', file);
      if (existsSync(candidate)) return candidate;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
