import { expect, test } from 'vitest';
import { parseRequestOptions } from './request-options.ts';
import { hasOverrides, targetOf, type Target } from './target-definition.ts';
import { UsageError } from './usage-error.ts';

const target = (...words: string[]): Target | undefined =>
  targetOf(parseRequestOptions(['--method', 'tools/list', ...words]));

test('a command is started here, and named after its script', () => {
  expect(
    target('-e', 'A=1', '--protocol-era', 'legacy', '--', 'node', '--flag', 'build/index.js', 'x'),
  ).toEqual({
    name: 'index.js',
    definition: {
      command: 'node',
      args: ['--flag', 'build/index.js', 'x'],
      env: { A: '1' },
      cwd: process.cwd(),
      signalbox: { era: 'legacy' },
    },
  });
  expect(target('--server', 'mine', '--cwd', '/tmp', '--', '/opt/server')).toMatchObject({
    name: 'mine',
    definition: { command: '/opt/server', cwd: '/tmp' },
  });
});

test('a URL is reached over HTTP, with headers; /sse means SSE unless said otherwise', () => {
  expect(target('--server-url', 'http://127.0.0.1:3/mcp', '--header', 'X-Key: 1')).toEqual({
    name: '127.0.0.1:3',
    definition: { url: 'http://127.0.0.1:3/mcp', headers: { 'X-Key': '1' } },
  });
  expect(target('--', 'https://example.com/sse')?.definition).toMatchObject({ type: 'sse' });
  expect(target('--transport', 'http', '--', 'https://example.com/sse')?.definition).toMatchObject({
    type: 'http',
  });
});

test('nothing named means a server of the configuration', () => {
  expect(target('--server', 'x')).toBeUndefined();
  expect(hasOverrides(parseRequestOptions(['--method', 'tools/list', '--server', 'x']))).toBe(false);
  expect(hasOverrides(parseRequestOptions(['--method', 'tools/list', '-e', 'A=1']))).toBe(true);
});

test.each([
  [['--server-url', 'http://x/mcp', '--', 'node']],
  [['--server-url', 'ftp://x/mcp']],
  [['--server-url', 'http://x/mcp', '-e', 'A=1']],
  [['--server-url', 'http://x/mcp', '--cwd', '/']],
  [['--server-url', 'http://x/mcp', '--transport', 'stdio']],
  [['--transport', 'sse', '--', 'node']],
  [['--header', 'A: b', '--', 'node']],
])('%j contradicts itself', (words) => {
  expect(() => target(...words)).toThrow(UsageError);
});
