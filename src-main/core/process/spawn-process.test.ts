import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HostFailure } from '#contract/host-error.ts';
import { startFaulty, startProcess, textOf } from './process-rig.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-spawn-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function failure(what: Parameters<typeof startProcess>[0]): Promise<HostFailure> {
  const failed = await startProcess(what).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed instanceof HostFailure) return failed;
  throw new Error(`expected a HostFailure, got ${String(failed)}`);
}

async function program(name: string, text: string, mode = 0o755): Promise<string> {
  const file = join(folder, name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
}

describe('a command that cannot be started', () => {
  test('is named together with the PATH searched, quickly', async () => {
    const began = performance.now();
    const failed = await failure({ command: 'no-such-program-42', args: [], env: { PATH: '/usr/bin:/bin' } });
    expect(performance.now() - began).toBeLessThan(600);
    expect(failed.code).toBe('command-not-found');
    expect(failed.message).toContain('“no-such-program-42”');
    expect(failed.message).toContain('/usr/bin:/bin');
  });

  test('suggests the name with the ending that is on the PATH', async () => {
    await program('win/npx.cmd', 'x');
    const failed = await failure({
      command: 'npx',
      args: [],
      env: { PATH: join(folder, 'win'), HOME: folder },
    });
    expect(failed.message).toContain('“npx.cmd”');
  });

  test('suggests a name that differs by one slip', async () => {
    await program('slip/python3', '#!/bin/sh\n');
    const failed = await failure({ command: 'pyhton3', args: [], env: { PATH: join(folder, 'slip') } });
    expect(failed.code).toBe('command-not-found');
    expect(failed.message).toContain('“python3”');
  });

  test('suggests the same name in a folder that only the login shell knows, and in a common one', async () => {
    const hinted = await program('login/uvx', '#!/bin/sh\n');
    const common = await program('home/.local/bin/uv', '#!/bin/sh\n');
    const env = { PATH: '/nowhere', HOME: join(folder, 'home') };
    const first = await failure({ command: 'uvx', args: [], env, hintPath: join(folder, 'login') });
    expect(first.message).toContain(hinted);
    expect((await failure({ command: 'uv', args: [], env })).message).toContain(common);
  });

  test('by a path that does not exist says which file', async () => {
    const failed = await failure({ command: './server', args: [], cwd: folder });
    expect(failed.code).toBe('command-not-found');
    expect(failed.message).toContain(join(folder, 'server'));
  });

  test('is not executable', async () => {
    const file = await program('plain.txt', 'hello', 0o644);
    const failed = await failure({ command: file, args: [] });
    expect(failed.code).toBe('not-executable');
    expect(failed.message).toContain('chmod +x');
  });

  test('is a folder', async () => {
    const failed = await failure({ command: folder, args: [] });
    expect(failed.code).toBe('not-executable');
    expect(failed.message).toContain('is a folder');
  });

  test('names an interpreter that does not exist', async () => {
    const file = await program('bad-interpreter', '#!/no/such/interpreter\n');
    const failed = await failure({ command: file, args: [] });
    expect(failed.code).toBe('not-executable');
    expect(failed.message).toContain('interpreter');
  });

  test('has a working directory that does not exist, or is a file', async () => {
    const absent = await failure({ command: 'node', args: [], cwd: join(folder, 'absent') });
    expect(absent.code).toBe('bad-working-directory');
    expect(absent.message).toContain('does not exist');
    const file = await failure({ command: 'node', args: [], cwd: await program('file', '') });
    expect(file.code).toBe('bad-working-directory');
    expect(file.message).toContain('not a folder');
  });

  test.each([
    ['node', ['server.js']],
    ['node', ['--import', 'x', '--enable-source-maps', 'build/index.js', 'arg']],
    ['python3', ['-u', 'server.py']],
  ])('%s with a script file that does not exist: %j', async (command, args) => {
    await program('scripts/python3', '#!/bin/sh\n');
    const env = { PATH: `${process.env['PATH']}:${join(folder, 'scripts')}` };
    const failed = await failure({ command, args, cwd: folder, env });
    expect(failed.code).toBe('script-not-found');
    expect(failed.message).toContain(join(folder, args.find((arg) => /\.(js|py)$/.test(arg)) ?? '?'));
  });

  test('has a NUL character in an argument', async () => {
    const failed = await failure({ command: process.execPath, args: ['-e', 'a\0b'] });
    expect(failed.code).toBe('spawn-failed');
  });
});

describe('a process that starts', () => {
  test('gets no script finding for what is no script', async () => {
    const rig = await startProcess({
      command: process.execPath,
      args: ['-e', 'console.log(1)', 'absent.js'],
    });
    expect(await rig.process.exited).toMatchObject({ code: 0, signal: null });
    expect(rig.lines.map(textOf)).toEqual(['1']);
  });

  test('gets exactly the environment given, and the tag', async () => {
    const code = 'process.stdout.write(JSON.stringify(process.env))';
    process.env['SIGNALBOX_TEST_SECRET'] = 'hunter2';
    const rig = await startProcess({
      command: process.execPath,
      args: ['-e', code],
      env: { A: '1' },
      tag: 'tag-1',
    });
    await rig.process.exited;
    delete process.env['SIGNALBOX_TEST_SECRET'];
    expect(JSON.parse(textOf(rig.lines[0]))).toEqual({ A: '1', SIGNALBOX_SESSION: 'tag-1' });
  });

  test('gets its arguments as they are: no shell reads them', async () => {
    const args = ['$HOME', '`id`', '; echo x', '*', 'a b', '"', "'", '$(id)'];
    const code = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const rig = await startProcess({ command: process.execPath, args: ['-e', code, '--', ...args] });
    await rig.process.exited;
    expect(JSON.parse(textOf(rig.lines[0]))).toEqual(args);
  });

  test('is found through a link and by a relative path', async () => {
    await symlink(process.execPath, join(folder, 'my-node'));
    const rig = await startProcess({ command: './my-node', args: ['-e', '1'], cwd: folder });
    expect(rig.process.commandResolved).toBe(join(folder, 'my-node'));
    expect(await rig.process.exited).toMatchObject({ code: 0 });
  });

  test('answers, and its times are of now', async () => {
    const before = Date.now();
    const rig = await startFaulty('healthy');
    rig.call('echo', { text: 'hello' });
    await rig.until(() => rig.lines.length === 1);
    expect(textOf(rig.lines[0])).toContain('"text":"hello"');
    expect(rig.lines[0]?.time).toBeGreaterThan(before - 1000);
    expect(rig.lines[0]?.time).toBeLessThan(Date.now() + 1000);
    expect(await rig.process.stop()).toMatchObject({ code: 0, signal: null });
    expect(await rig.survivors()).toBe(0);
  });
});
