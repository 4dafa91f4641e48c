import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRig } from './host-rig.ts';
import { readLoginEnvironment } from './login-environment.ts';

let folder: string;
const before = process.env['SHELL'];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'signalbox-shell-'))));
afterEach(() => {
  if (before === undefined) delete process.env['SHELL'];
  else process.env['SHELL'] = before;
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('gives the variables that the start-up files of the shell set, whatever else they print', async () => {
  process.env['SHELL'] = program(
    'shell',
    'echo "Welcome A=b"\nexport FROM_PROFILE="a=b c"\nexec /bin/sh -c "$2"',
  );
  const environment = await readLoginEnvironment();
  expect(environment).toMatchObject({ FROM_PROFILE: 'a=b c', PATH: process.env['PATH'] });
  expect(environment).not.toHaveProperty('DISABLE_AUTO_UPDATE');
});

test('a shell that hangs is given up, and nothing of it is left', async () => {
  process.env['SHELL'] = program('hangs', 'sleep 987654');
  expect(await readLoginEnvironment(300)).toBeUndefined();
  await expect
    .poll(() => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }))
    .not.toContain('sleep 987654');
});

test('a shell that does not exist is no harm', async () => {
  process.env['SHELL'] = join(folder, 'none');
  expect(await readLoginEnvironment()).toBeUndefined();
});

test('a command that only the login shell finds is offered with its path', async () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const command = program('bin/only-in-my-shell', 'exit 0');
  process.env['SHELL'] = program(
    'shell',
    `export PATH="$PATH:${bin}"\nexport MY_OWN_SECRET=hush\nexec /bin/sh -c "$2"`,
  );
  await using rig = await createRig({ it: { command: 'only-in-my-shell' } });
  await rig.api.call('server.start', { server: 'it' }).catch(() => undefined);
  const diagnosis = await rig.api.call('doctor.examine', { server: 'it' });
  expect(diagnosis.findings.map(({ code, fixes }) => [code, fixes[0]?.edit])).toEqual([
    ['command-not-found', { command }],
  ]);
  expect(diagnosis.server.loginShell).toMatchObject({
    executable: command,
    folders: [bin],
    variables: expect.arrayContaining(['MY_OWN_SECRET']),
  });
  expect(JSON.stringify(diagnosis)).not.toContain('hush');
});
