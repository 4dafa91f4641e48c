import { expect, test } from '@playwright/test';
import { runCli, temporaryDir } from '../product.ts';

const data = temporaryDir();
test.afterAll(() => data.dispose());

const common = ['--format', 'json', '--data-dir', data.path];
const everything = ['--', 'npx', '-y', '@modelcontextprotocol/server-everything'];
const context7 = ['--', 'npx', '-y', '@upstash/context7-mcp'];

async function json(args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runCli(['cli', ...args]);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as { result: Record<string, unknown> }).result;
}

test('the main job on the command line: list, call, search, read, prompt', async () => {
  const monitor = ['--server', 'system-monitor', ...common];
  const { tools } = await json(['--method', 'tools/list', ...monitor]);
  expect(JSON.stringify(tools)).toContain('get_metrics');
  const metrics = await json(['--method', 'tools/call', '--tool-name', 'get_metrics', '--allow', ...monitor]);
  expect(metrics['structuredContent']).toHaveProperty('memory');
  const found = await json([
    '--method',
    'tools/call',
    '--tool-name',
    'search_files',
    '--tool-arg',
    'query=createHost',
    '--allow',
    '--server',
    'file-searcher',
    '--cwd',
    'src-main/core/host',
    ...common,
  ]);
  expect(JSON.stringify(found)).toContain('host.ts');
  const read = await json(['--method', 'resources/read', '--uri', 'system://metrics', ...monitor]);
  expect(JSON.stringify(read)).toContain('application/json');
  const prompt = await json([
    '--method',
    'prompts/get',
    '--prompt-name',
    'system_checkup',
    '--prompt-args',
    'detailed=true',
    ...monitor,
  ]);
  expect(JSON.stringify(prompt)).toContain('system://processes');
});

for (const [era, server, tool] of [
  ['old', everything, 'echo'],
  ['new', context7, 'resolve-library-id'],
] as const) {
  test(`lists the tools of a real server of the ${era} era`, async () => {
    const { tools } = await json(['--method', 'tools/list', ...common, ...server]);
    expect(JSON.stringify(tools)).toContain(tool);
  });
}

test('a call that nothing allows is not sent, and the exit code says so', async () => {
  const call = ['--method', 'tools/call', '--tool-name', 'echo', '--tool-arg', 'message=hi', ...common];
  const refused = await runCli(['cli', ...call, ...everything]);
  expect(refused.code).toBe(3);
  expect(refused.stdout).toBe('');
  expect(refused.stderr).toContain('approval-required');
  const allowed = await json([...call, '--allow', ...everything]);
  expect(JSON.stringify(allowed)).toContain('Echo: hi');
});

test('what cannot be understood or started says what to do, on stderr, with its own exit code', async () => {
  const nonsense = await runCli(['cli', '--method', 'tools/dance', ...common, ...everything]);
  expect(nonsense.code).toBe(2);
  const ghost = await runCli(['cli', '--method', 'tools/list', ...common, '--', 'no-such-command-anywhere']);
  expect(ghost.code).toBe(4);
  expect(ghost.stderr).toContain('no-such-command-anywhere');
  expect(ghost.stdout).toBe('');
});
