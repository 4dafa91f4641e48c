import { describe, expect, test } from 'vitest';
import { parseServers } from './parse-servers.ts';

const none = new Set<string>();
const found = (text: string): unknown =>
  parseServers(text, none).map(({ name, definition }) => ({ name, ...definition }));

describe('JSON', () => {
  const one = { command: 'npx', args: ['-y', 'pkg'] };
  const json = JSON.stringify(one);

  test.each([
    ['Claude, Cursor', `{"mcpServers": {"a": ${json}}}`],
    ['VS Code', `{"servers": {"a": ${json}}, "inputs": []}`],
    ['VS Code settings', `{"mcp": {"servers": {"a": ${json}}}}`],
    ['OpenCode', `{"mcp": {"a": {"type": "local", "command": ["npx", "-y", "pkg"]}}}`],
    ['Zed', `{"context_servers": {"a": {"command": {"path": "npx", "args": ["-y", "pkg"]}}}}`],
    ['a bare map', `{"a": ${json}}`],
    [
      'comments and trailing commas',
      `// mine\n{"mcpServers": {"a": {"command": "npx", "args": ["-y", "pkg",],},},}`,
    ],
    ['one entry without braces', `"a": ${json}`],
    ['one entry without braces, with a comma', `"a": ${json},\n`],
    ['a fenced block', `\`\`\`json\n{"mcpServers": {"a": ${json}}}\n\`\`\``],
    ['a byte-order mark', `\uFEFF{"a": ${json}}`],
    ['a list', `[{"name": "a", "command": "npx", "args": ["-y", "pkg"]}]`],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([expect.objectContaining({ name: 'a', ...one })]);
  });

  test('a bare definition is named after what it starts', () => {
    expect(found('{"command": "npx", "args": ["-y", "@x/server-y@1.2.3"]}')).toMatchObject([
      { name: 'server-y' },
    ]);
  });

  test('other programs’ spellings become ours and unknown keys stay', () => {
    expect(
      found(
        '{"a": {"serverUrl": "https://e.com/mcp", "type": "streamableHttp", "icon": 1}, "b": {"httpUrl": "http://localhost:1"}}',
      ),
    ).toEqual([
      { name: 'a', url: 'https://e.com/mcp', type: 'streamable-http', icon: 1 },
      { name: 'b', url: 'http://localhost:1' },
    ]);
    expect(found('{"a": {"command": "x", "args": [1, true], "env": {"PORT": 80, "NO": null}}}')).toEqual([
      { name: 'a', command: 'x', args: ['1', 'true'], env: { PORT: '80' } },
    ]);
  });

  test('an entry that cannot be used is left out aloud', () => {
    const [only, ...more] = parseServers(
      '{"mcpServers": {"a": {"command": "x"}, "b": {"type": "carrier-pigeon"}, "c": 4}}',
      none,
    );
    expect(more).toEqual([]);
    expect(only?.warnings.join('\n')).toMatch(/Left out: .*"b".*carrier-pigeon[\s\S]*"c"/);
  });

  test('when none can be used it says why', () => {
    expect(() => parseServers('{"mcpServers": {"a": {"url": "ftp://x"}}}', none)).toThrow(
      expect.objectContaining({ code: 'bad-definition', message: expect.stringMatching(/"a".*url/) }),
    );
  });

  test('__proto__ is no way in', () => {
    const [candidate] = parseServers(
      '{"mcpServers": {"__proto__": {"command": "x"}, "a": {"__proto__": {"command": "evil"}, "url": "https://e.com"}}}',
      none,
    );
    expect(candidate?.name).toBe('x');
    expect(found('{"a": {"__proto__": {"command": "evil"}, "url": "https://e.com"}}')).toMatchObject([
      { url: 'https://e.com' },
    ]);
    expect(Object.hasOwn(Object.prototype, 'command')).toBe(false);
  });

  test('a name that exists already, and inputs that need values, are warned of', () => {
    const [candidate] = parseServers('{"a": {"command": "x", "env": {"K": "${input:key}"}}}', new Set(['a']));
    expect(candidate?.warnings).toEqual([
      expect.stringMatching(/"a" already/),
      expect.stringMatching(/\$\{input:key\}/),
    ]);
  });
});

describe('a command line', () => {
  test.each([
    ['npx -y @x/server-y', { name: 'server-y', command: 'npx', args: ['-y', '@x/server-y'] }],
    [
      '$ npx -y @x/server-y@latest /tmp "/a b"',
      { name: 'server-y', args: ['-y', '@x/server-y@latest', '/tmp', '/a b'] },
    ],
    [
      "API_KEY='a b' X=1 uvx mcp-server-git --repo .",
      { name: 'mcp-server-git', command: 'uvx', env: { API_KEY: 'a b', X: '1' } },
    ],
    ['uvx --from git+https://github.com/a/tool.git tool-mcp', { name: 'tool-mcp' }],
    ['uv --directory /srv/x run weather.py', { name: 'weather', command: 'uv' }],
    ['python3 -m foo.bar', { name: 'foo.bar' }],
    ['node ~/work/thing/dist/index.js --stdio', { name: 'thing', command: 'node' }],
    [
      String.raw`C:\tools\my-server.exe --port 1`,
      { name: 'my-server', command: String.raw`C:\tools\my-server.exe` },
    ],
    ['docker run -i --rm -e KEY ghcr.io/org/image:1.2 stdio', { name: 'image', command: 'docker' }],
    ['cmd /c npx -y @x/server-y', { name: 'server-y', command: 'cmd' }],
    ['claude mcp add thing -- npx -y pkg', { name: 'thing', command: 'npx', args: ['-y', 'pkg'] }],
    [
      'claude mcp add -s user -e K=v --env=L=w thing -- npx pkg',
      { name: 'thing', env: { K: 'v', L: 'w' }, args: ['pkg'] },
    ],
    [
      'claude mcp add --transport http thing https://e.com/mcp --header "Authorization: Bearer t"',
      { name: 'thing', url: 'https://e.com/mcp', type: 'http' },
    ],
    [`claude mcp add-json thing '{"command": "x"}'`, { name: 'thing', command: 'x' }],
    [`code --add-mcp '{"name": "thing", "command": "x"}'`, { name: 'thing', command: 'x' }],
    ['https://mcp.example.com/mcp', { name: 'example.com', url: 'https://mcp.example.com/mcp' }],
    ['https://example.com/sse', { name: 'example.com', type: 'sse' }],
    ['npx -y \\\n  pkg \\\n  --flag', { name: 'pkg', args: ['-y', 'pkg', '--flag'] }],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([expect.objectContaining(expected)]);
  });

  test('several lines are several servers', () => {
    expect(found('# mine\nnpx -y one\n\nnpx -y two\n')).toMatchObject([{ name: 'one' }, { name: 'two' }]);
  });

  test('a name that cannot be one is replaced, and it is said', () => {
    const [candidate] = parseServers(`claude mcp add ${'x'.repeat(101)} -- npx pkg`, none);
    expect(candidate).toMatchObject({ name: 'pkg', warnings: [expect.stringMatching(/at most 100/)] });
  });
});

test.each([
  '',
  '   ',
  'garbage',
  'hello world',
  'Please install our server, then restart.',
  '{}',
  '[]',
  '{"a": 1}',
  'null',
])('%j holds nothing to import, and what was expected is said', (text) => {
  expect(() => parseServers(text, none)).toThrow(
    expect.objectContaining({
      code: 'nothing-to-import',
      message: expect.stringMatching(/mcpServers.*command line.*URL/),
    }),
  );
});

test.each([
  ['{"mcpServers": {"a": }}', /line 1, column 22/],
  ['npx "open', /quote/],
])('%j is broken, and where is said', (text, where) => {
  expect(() => parseServers(text, none)).toThrow(
    expect.objectContaining({ code: 'nothing-to-import', message: expect.stringMatching(where) }),
  );
});

test('text nested 200,000 deep is an answer, not a crash', () => {
  expect(() => parseServers('{"a":'.repeat(200_000), none)).toThrow(
    expect.objectContaining({ code: 'nothing-to-import' }),
  );
  expect(() => parseServers(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, none)).toThrow(
    expect.objectContaining({ code: 'nothing-to-import' }),
  );
});
