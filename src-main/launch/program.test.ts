import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('../../bin/signalbox.js', import.meta.url));

/** A folder with bin/signalbox.js and what it starts; `withNode`: with a Node of its own in node_modules. */
function install(withNode: boolean): string {
  const root = mkdtempSync(join(tmpdir(), 'signalbox-bin-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ['bin', 'dist/node', 'node_modules/node/bin']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  copyFileSync(program, join(root, 'bin', 'signalbox.js'));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  const report =
    'process.stdout.write(JSON.stringify({ word: WORD, node: process.versions.node, argv: process.argv.slice(2) }) + "\\n");';
  const stay =
    'if (process.argv.includes("--stay")) { setInterval(() => undefined, 1000);' +
    'process.on("SIGTERM", () => process.exit(7)); process.on("disconnect", () => process.exit(8)); }' +
    'else process.exitCode = 5; ';
  writeFileSync(join(root, 'dist/node/launch.js'), stay + report.replace('WORD', '"launch"'));
  writeFileSync(join(root, 'dist/node/cli.js'), report.replace('WORD', '"cli"'));
  // An old Node, as far as the program can see.
  writeFileSync(
    join(root, 'old.cjs'),
    'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.0.0" } });',
  );
  if (withNode) symlinkSync(process.execPath, join(root, 'node_modules/node/bin', nodeFile));
  return root;
}

const nodeFile = process.platform === 'win32' ? 'node.exe' : 'node';

function start(root: string, args: string[], old: boolean): ChildProcess {
  const before = old ? ['--require', join(root, 'old.cjs')] : [];
  return spawn(process.execPath, [...before, join(root, 'bin', 'signalbox.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => (out += String(chunk)));
  child.stderr?.on('data', (chunk) => (err += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

function firstOutput(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => child.stdout?.once('data', (chunk) => resolve(String(chunk))));
}

it('starts the window for no word, and the command line for its words', async () => {
  const root = install(false);
  const window = await ended(start(root, ['--web'], false));
  expect([window.code, JSON.parse(window.out)]).toMatchObject([5, { word: 'launch', argv: ['--web'] }]);
  for (const word of ['cli', 'rules', 'traffic', 'doctor', '--help', '--version']) {
    const cli = await ended(start(root, [word, 'x'], false));
    expect([cli.code, JSON.parse(cli.out)]).toMatchObject([0, { word: 'cli', argv: [word, 'x'] }]);
  }
});

it.skipIf(process.platform === 'win32')(
  'runs on the Node that came with it when this one is too old, and passes the exit code on',
  async () => {
    const { code, out } = await ended(start(install(true), ['--web', 'a b'], true));
    expect([code, JSON.parse(out)]).toMatchObject([
      5,
      { node: process.versions.node, argv: ['--web', 'a b'] },
    ]);
  },
);

it('says one clear sentence when this Node is too old and no other is there', async () => {
  const { code, out, err } = await ended(start(install(false), [], true));
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^Signalbox needs Node 24, this is 18\.0\.0[^\n]*\n$/);
});

it('says what to do when it is not built', async () => {
  const root = install(false);
  rmSync(join(root, 'dist'), { recursive: true });
  const { code, err } = await ended(start(root, [], false));
  expect(code).toBe(1);
  expect(err).toContain('npm run build');
});

it.skipIf(process.platform === 'win32')('passes signals on, and its own death', async () => {
  const root = install(true);
  const asked = start(root, ['--stay'], true);
  await firstOutput(asked);
  asked.kill('SIGTERM');
  expect((await ended(asked)).code).toBe(7);

  const killed = start(root, ['--stay'], true);
  await firstOutput(killed);
  killed.kill('SIGKILL');
  // The pipe ends only when the one that inherited it is gone too.
  expect((await ended(killed)).code).toBeNull();
});
