import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeStandInRuntime } from './stand-in-runtime.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'signalbox-package-'));
const packaged = join(project, 'release', 'linux-unpacked');

const product = [
  'dist/node/chunk-1.js',
  'dist/node/desktop.js',
  'dist/preload/preload.cjs',
  'dist/renderer/assets/main-1.js',
  'dist/renderer/index.html',
];
const notProduct = [
  '.env',
  '.git/config',
  'AGENTS.md',
  'bench/run.ts',
  'dist/node/desktop.js.map',
  'e2e/journeys/start.test.ts',
  'scripts/package.ts',
  'src-main/desktop/main.ts',
  'test-results/trace.zip',
];

// The stand-in for the runtime has the shape of Linux; on other platforms the workflow packages with a real Electron.
describe.skipIf(process.platform !== 'linux')('the package', () => {
  beforeAll(() => {
    for (const file of [...product, ...notProduct, 'dist/servers/system-monitor/system-monitor.js']) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), file);
    }
    for (const file of ['package.json', 'electron-builder.yml', 'assets']) {
      cpSync(join(root, file), join(project, file), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
    const runtime = join(project, 'stand-in');
    makeStandInRuntime(runtime, 'linux');
    const builder = join(root, 'node_modules/electron-builder/cli.js');
    const args = [
      '--config',
      'electron-builder.yml',
      '--publish',
      'never',
      '--dir',
      `-c.electronDist=${runtime}`,
    ];
    execFileSync(process.execPath, [builder, ...args], {
      cwd: project,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }, 120_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('holds the product and nothing else', () => {
    expect(filesOfAsar(join(packaged, 'resources/app.asar'))).toEqual(
      [...product, 'package.json'].toSorted(),
    );
    const outside = readdirSync(packaged, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(packaged, join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith('locales/'));
    expect(outside.toSorted()).toEqual([
      'LICENSE.electron.txt',
      'LICENSES.chromium.html',
      'resources/app.asar',
      'resources/node/LICENSE',
      'resources/node/node',
      'resources/servers/system-monitor/system-monitor.js',
      'signalbox',
      'version',
    ]);
  });

  it('has a Node of its own for the bundled servers', () => {
    const version = execFileSync(join(packaged, 'resources/node/node'), ['--version'], { encoding: 'utf8' });
    expect(version).toMatch(/^v24\./);
  });

  it('has no scripts and no development dependencies in its package.json', () => {
    const content = z.record(z.string(), z.unknown()).parse(JSON.parse(packageJsonOfAsar()));
    expect(Object.keys(content)).not.toContain('scripts');
    expect(Object.keys(content)).not.toContain('devDependencies');
    expect(content['main']).toBe('dist/node/desktop.js');
  });

  it('has the fuses that close the side doors of the runtime', async () => {
    const fuses = await getCurrentFuseWire(join(packaged, 'signalbox'));
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    expect(off.map((fuse) => fuses[fuse])).toEqual(off.map(() => FuseState.DISABLE));
    expect(on.map((fuse) => fuses[fuse])).toEqual(on.map(() => FuseState.ENABLE));
  });
});

interface AsarEntry {
  files?: Record<string, AsarEntry> | undefined;
  offset?: string | undefined;
  size?: number | undefined;
}
const asarEntry: z.ZodType<AsarEntry> = z.lazy(() =>
  z.object({
    files: z.record(z.string(), asarEntry).optional(),
    offset: z.string().optional(),
    size: z.number().optional(),
  }),
);

/** An asar archive: four 32-bit sizes, a JSON header, the contents. */
function readAsar(file: string): { header: AsarEntry; contents: Buffer } {
  const bytes = readFileSync(file);
  const header = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString();
  return { header: asarEntry.parse(JSON.parse(header)), contents: bytes.subarray(8 + bytes.readUInt32LE(4)) };
}

function filesOfAsar(file: string): string[] {
  const list = (entry: AsarEntry, path: string): string[] =>
    Object.entries(entry.files ?? {}).flatMap(([name, child]) =>
      child.files ? list(child, `${path}${name}/`) : [`${path}${name}`],
    );
  return list(readAsar(file).header, '').toSorted();
}

function packageJsonOfAsar(): string {
  const { header, contents } = readAsar(join(packaged, 'resources/app.asar'));
  const { offset, size } = header.files?.['package.json'] ?? {};
  const start = Number(offset);
  return contents.subarray(start, start + Number(size)).toString();
}
