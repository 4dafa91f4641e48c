import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCliRig, faulty, root, type CliRig } from './cli-rig.ts';

const everything = ['node', join(root, 'node_modules/@modelcontextprotocol/server-everything/dist/index.js')];

let rig: CliRig;
beforeAll(() => (rig = createCliRig()));
afterAll(() => rig[Symbol.dispose]());

const call = (tool: string, ...more: string[]): string[] => [
  'cli',
  '--method',
  'tools/call',
  '--tool-name',
  tool,
  ...more,
];

describe('signalbox cli', () => {
  test('lists tools: the result on stdout, nothing else on stderr', async () => {
    const text = await rig.program(['cli', '--method', 'tools/list', '--', ...faulty('healthy')]);
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(text.out).tools.map(({ name }: { name: string }) => name)).toEqual(['echo', 'sleep']);
    const json = await rig.program([
      'cli',
      ...faulty('healthy'),
      '--method',
      'tools/list',
      '--format',
      'json',
    ]);
    expect(json.out.trimEnd()).not.toContain('\n');
    expect(JSON.parse(json.out).result).toEqual(JSON.parse(text.out));
  });

  test.each([
    ['resources/list', [], 'resources'],
    ['resources/templates/list', [], 'resourceTemplates'],
    ['resources/read', ['--uri', 'demo://resource/dynamic/text/1'], 'contents'],
    ['prompts/list', [], 'prompts'],
    ['prompts/get', ['--prompt-name', 'args-prompt', '--prompt-args', 'city=Bern', 'state=BE'], 'messages'],
    ['completion/complete', ['--ref', 'completable-prompt', '--argument', 'department=E'], 'completion'],
    ['logging/setLevel', ['--log-level', 'debug'], undefined],
  ])('%s of a real server', async (method, words, key) => {
    const ran = await rig.program(['cli', '--method', method, ...words, '--', ...everything]);
    expect(ran.code).toBe(0);
    expect(Object.keys(JSON.parse(ran.out))).toEqual(key === undefined ? [] : [key]);
  });

  test('calls a tool with --allow, and sends numbers as numbers', async () => {
    const ran = await rig.program([
      ...call('get-sum', '--tool-arg', 'a=2', 'b=40', '--allow', '--'),
      ...everything,
    ]);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out).content[0].text).toContain('42');
  });

  test('sends nothing when nobody can be asked', async () => {
    const ran = await rig.program([
      ...call('echo', '--format', 'json', '--tool-arg', 'text=x', '--'),
      ...faulty('crashes-in-call'),
    ]);
    expect(ran).toMatchObject({ code: 3, out: '' });
    expect(JSON.parse(ran.err)).toMatchObject({ error: { code: 'approval-required' } });
  });

  test('a tool that says isError: its result on stdout and exit code 1', async () => {
    const ran = await rig.program([
      ...call('echo', '--tool-args-json', '{}', '--allow', '--'),
      ...everything,
    ]);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out).isError).toBe(true);
  });

  test.each([
    ['exits-at-start', ['9', "Cannot find module 'express'"], 4, 'express'],
    ['dies-on-discover', [], 0, ''],
    ['prints-text', [], 0, ''],
    ['odd-line-endings', [], 0, ''],
    ['text-before-message', [], 5, 'stdout may carry JSON-RPC only'],
    ['crashes-in-call', [], 5, 'panic: the tool fell over'],
    ['deep-json', ['200000'], 5, 'deep'],
    ['partial-line-then-exit', [], 5, ''],
  ])('against %s %j: exit code %i', async (name, args, code, said) => {
    const ran = await rig.program([
      ...call('echo', '--allow', '--tool-arg', 'text=x', '--'),
      ...faulty(name, ...args),
    ]);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(said);
    if (code === 0) expect(JSON.parse(ran.out).content[0].text).toBe('x');
    else expect(ran.out).toBe('');
  });

  test('gives up after --timeout', async () => {
    const ran = await rig.program([
      ...call('echo', '--allow', '--timeout', '300', '--'),
      ...faulty('hangs-in-call'),
    ]);
    expect(ran.code).toBe(5);
    expect(ran.err).toContain('call-timeout');
  });

  test('Ctrl+C ends the call and the server, with 130', async () => {
    const script = join(rig.dir, 'slow-server.ts');
    writeFileSync(script, `import '${join(root, 'src-servers/faulty/healthy.ts')}';`);
    const servers = (): number => processesOf(script).filter((words) => !words.includes('main.ts')).length;
    const words = call('sleep', '--allow', '--tool-arg', 'ms=60000', '--', 'node', script);
    // As an impatient person does: again and again, until it has ended.
    const ran = await rig.program(words, { interruptWhen: () => servers() > 0 });
    expect(ran).toMatchObject({ code: 130, out: '' });
    await expect.poll(servers).toBe(0);
  });

  test.each([
    [['cli', '--method', 'nope', '--', 'x'], '--method nope'],
    [['cli', '--method', 'tools/list', '--nope', '--', 'x'], '--nope'],
    [['cli', '--method', 'tools/call', '--', ...faulty('healthy')], '--tool-name'],
    [['cli', '--method', 'resources/read', '--', ...faulty('healthy')], '--uri'],
    [['cli', '--method', 'tools/list', '--config', '/no/such.json'], '/no/such.json'],
    [['cli', '--method', 'tools/list', '--server', 'nobody'], 'nobody'],
    [['frobnicate'], 'frobnicate'],
    [['rules', 'explode'], 'rules list'],
    [['traffic', 'list', '--limit', 'many'], '--limit many'],
  ])('%j is a usage error', async (words, said) => {
    const ran = await rig.program(words);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(said);
  });

  test('--help names every flag, --version the version of the package', async () => {
    const { out, code } = await rig.program(['--help']);
    expect(code).toBe(0);
    const source = readFileSync(join(root, 'src-main/cli/request-options.ts'), 'utf8');
    const flags = [...source.matchAll(/^ {2}'?([a-z-]+)'?: \{ type: '/gm)].map(([, name]) => `--${name}`);
    expect(flags.length).toBeGreaterThan(20);
    for (const flag of flags) expect(out).toContain(flag === '--env' ? '-e KEY=VALUE' : flag);
    const version = await rig.program(['--version']);
    expect(version.out.trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
  });
});

describe('a configuration file', () => {
  test('names the server, relative to where the command is typed; its only server need not be named', async () => {
    const here = join(rig.dir, 'project');
    mkdirSync(here);
    writeFileSync(join(here, 'server.ts'), `import '${join(root, 'src-servers/faulty/healthy.ts')}';`);
    const config = { mcpServers: { mine: { command: 'node', args: ['server.ts'] } } };
    writeFileSync(join(here, 'mcp.json'), JSON.stringify(config));
    const words = ['cli', '--config', 'mcp.json', '--method', 'tools/list'];
    expect(await rig.program(words, { cwd: here })).toMatchObject({ code: 0, err: '' });
    expect(await rig.program([...words, '--server', 'mine', '-e', 'A=1'], { cwd: here })).toMatchObject({
      code: 0,
    });
    expect(JSON.parse(readFileSync(join(here, 'mcp.json'), 'utf8'))).toEqual(config);
  });

  test('with several servers asks which, naming them', async () => {
    const file = join(rig.dir, 'two.json');
    writeFileSync(file, JSON.stringify({ mcpServers: { a: { command: 'x' }, b: { command: 'y' } } }));
    const ran = await rig.program(['cli', '--config', file, '--method', 'tools/list']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('a, b');
  });
});

/** The command lines of the live processes that mention this. */
function processesOf(mark: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .filter((words) => words.includes(mark));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
