import { spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCliRig, faulty, root } from './cli-rig.ts';

const echo = [
  'cli',
  '--method',
  'tools/call',
  '--tool-name',
  'echo',
  '--tool-arg',
  'text=hi',
  // A rule holds for what was allowed: the same command in the same folder.
  '--cwd',
  tmpdir(),
  '--',
  ...faulty('healthy'),
];

test('the person at the terminal allows a call once', async () => {
  using rig = createCliRig();
  const ran = await rig.typing(['o'], echo);
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.out).content[0].text).toBe('hi');
  expect(ran.err).toContain('healthy.ts › echo');
  expect(ran.err).toContain('Gives back its text.');
  expect((await rig.typing(['d'], echo)).code).toBe(3);
});

test('the end of input is a denial, and nothing is sent', async () => {
  using rig = createCliRig();
  expect(await rig.typing([undefined], echo)).toMatchObject({ code: 3, out: '' });
  const { out } = await rig.typing([], ['traffic', 'list', '--method', 'tools/call', '--format', 'json']);
  expect(JSON.parse(out).result.rows).toEqual([]);
});

test('“always” makes a rule that is listed, spares the question, and can be revoked', async () => {
  using rig = createCliRig();
  expect((await rig.typing(['a'], echo)).code).toBe(0);
  expect(await rig.program(echo)).toMatchObject({ code: 0, err: '' });
  const { out } = await rig.typing([], ['rules', 'list', '--format', 'json']);
  const [rule, ...others] = JSON.parse(out).result.rules;
  expect(others).toEqual([]);
  expect(rule).toMatchObject({ server: 'healthy.ts', tool: 'echo', scope: 'always', uses: 1 });
  const table = await rig.typing([], ['rules', 'list']);
  expect(table.out).toContain('healthy.ts › echo');
  expect((await rig.typing([], ['rules', 'revoke', rule.id])).code).toBe(0);
  expect((await rig.typing([], ['rules', 'revoke', rule.id])).code).toBe(2);
  expect((await rig.program(echo)).code).toBe(3);
  expect((await rig.typing([], ['rules', 'list'])).out).toBe('');
});

test('the traffic of a run is listed afterwards, filtered and limited', async () => {
  using rig = createCliRig();
  await rig.typing(['o'], echo);
  const all = await rig.typing([], ['traffic', 'list']);
  expect(all.code).toBe(0);
  expect(all.out).toContain('tools/list');
  const words = ['traffic', 'list', '--method', 'tools/call', '--format', 'json'];
  const { rows } = JSON.parse((await rig.typing([], words)).out).result;
  expect(rows.map(({ kind }: { kind: string }) => kind)).toEqual(['request', 'response']);
  const last = JSON.parse(
    (await rig.typing([], ['traffic', 'list', '--limit', '1', '--format', 'json'])).out,
  ).result;
  expect(last.rows).toHaveLength(1);
  expect(last.rows[0].summary).toContain('exited');
  expect((await rig.typing([], ['traffic', 'list', '--filter', 'no such words'])).out).toBe('');

  const { out } = await rig.typing([], ['traffic', 'export', '--method', 'tools/call']);
  const records = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; text: string });
  expect(records.map(({ kind }) => kind)).toEqual(['request', 'response']);
  expect(JSON.parse(records[0]?.text ?? '')).toMatchObject({ method: 'tools/call' });
});

const hasTerminal = spawnSync('script', ['--version']).status === 0;

test.runIf(hasTerminal)(
  'on a real terminal, what was typed before the question does not answer it',
  async () => {
    using rig = createCliRig();
    const words = [process.execPath, join(root, 'src-main/cli/main.ts'), ...echo];
    words.splice(3, 0, '--data-dir', rig.dir);
    const child = spawn('script', ['-qfec', words.map((word) => `'${word}'`).join(' '), '/dev/null']);
    let shown = '';
    let answered = false;
    child.stdin.write('o\n');
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
      if (answered || !shown.includes('[d] ')) return;
      answered = true;
      setTimeout(() => child.stdin.write('d\n'), 300);
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(shown).toContain('healthy.ts › echo');
    expect(shown).toContain('denied');
    expect(code).toBe(3);
  },
);
