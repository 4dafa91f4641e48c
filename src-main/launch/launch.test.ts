import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { electronExecutable, findElectron } from './electron-runtime.ts';
import { fetchElectron } from './fetch-electron.ts';
import { parseLaunchOptions } from './launch-options.ts';
import { runDesktop } from './run-desktop.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'signalbox-launch-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function put(file: string, content = ''): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, 0o755);
  return file;
}

describe('the options', () => {
  it('leave the choice of the shell open, and make files absolute', () => {
    expect(parseLaunchOptions(['--config', 'a.json', '--config=b.json', '--data-dir', 'd'])).toEqual({
      shell: 'any',
      forDesktop: [
        `--config=${resolve('a.json')}`,
        `--config=${resolve('b.json')}`,
        `--data-dir=${resolve('d')}`,
      ],
      forWeb: [
        `--config=${resolve('a.json')}`,
        `--config=${resolve('b.json')}`,
        `--data-dir=${resolve('d')}`,
      ],
    });
  });

  it('mean the web shell when they make sense only there', () => {
    expect(parseLaunchOptions(['--port', '4000', '--no-open'])).toEqual({
      shell: 'web',
      forDesktop: [],
      forWeb: ['--port=4000', '--no-open'],
    });
    expect(parseLaunchOptions(['--web']).shell).toBe('web');
    expect(parseLaunchOptions(['--desktop', '--no-open']).shell).toBe('desktop');
  });

  it.each([
    [['--prot', '1'], '--prot'],
    [['start'], 'start'],
    [['--web', '--desktop'], 'exclude each other'],
    [['--port'], '--port'],
  ])('refuse %j and name what is wrong', (argv, named) => {
    expect(() => parseLaunchOptions(argv)).toThrow(named);
  });
});

describe('the Electron runtime', () => {
  it('is found in the package when its binary is there, and only then', () => {
    const root = folder();
    expect(findElectron(root, {})).toBeUndefined();
    put(join(root, 'node_modules/electron/package.json'), '{"name":"electron","version":"1.0.0"}');
    expect(findElectron(root, {})).toBeUndefined();
    put(join(root, 'node_modules/electron/path.txt'), electronExecutable());
    const binary = put(join(root, 'node_modules/electron/dist', electronExecutable()));
    expect(findElectron(root, {})).toBe(binary);
  });

  it('is found where ELECTRON_OVERRIDE_DIST_PATH points, and nowhere else then', () => {
    const root = folder();
    const binary = put(join(root, 'elsewhere', electronExecutable()));
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') })).toBe(binary);
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'nowhere') })).toBeUndefined();
  });

  it('is not fetched from a site that does not answer, and nothing is said', async () => {
    const root = folder();
    put(join(root, 'node_modules/electron/package.json'), '{"name":"electron","version":"1.0.0"}');
    put(join(root, 'node_modules/electron/install.js'), 'process.exit(0)');
    const said: string[] = [];
    const site = { ELECTRON_MIRROR: 'http://127.0.0.1:9/' };
    expect(await fetchElectron(root, (line) => said.push(line), site)).toBe(false);
    expect(said).toEqual([]);
  });
});

describe('the desktop shell as a process', () => {
  const node = process.execPath;

  it('gives its exit code, also the one for wrong usage', async () => {
    expect(await runDesktop(node, ['-e', ''])).toEqual({ ended: 'done', code: 0 });
    expect(await runDesktop(node, ['-e', 'process.exit(2)'])).toEqual({ ended: 'done', code: 2 });
  });

  it('counts as unusable when it fails at once, or cannot be started', async () => {
    expect(await runDesktop(node, ['-e', 'process.exit(127)'])).toEqual({
      ended: 'unusable',
      why: 'it ended with code 127',
    });
    const killed = await runDesktop(node, ['-e', 'process.kill(process.pid, "SIGKILL")']);
    expect(killed.ended).toBe('unusable');
    expect((await runDesktop(join(folder(), 'missing'), [])).ended).toBe('unusable');
  });
});
