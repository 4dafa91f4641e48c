import { expect, test } from 'vitest';
import { isRelativePath, readLaunch } from './read-launch.ts';

test.each([
  ['node build/index.js', 'node', 'javascript', 'build/index.js', 0],
  ['node --import tsx --env-file .env src/server.ts --stdio', 'node', 'javascript', 'src/server.ts', 4],
  ['/usr/bin/python3.12 -u -W ignore server.py', 'python', 'python', 'server.py', 3],
  ['uv run --directory /srv/weather weather.py', 'uv-run', 'python', 'weather.py', 3],
  ['env A=b node x.js', 'node', 'javascript', 'x.js', 2],
  ['cmd /c node x.js', 'node', 'javascript', 'x.js', 2],
  ['java -Xmx1g -jar target/server.jar', 'java', 'java', 'target/server.jar', 2],
  ['npx tsx ./src/index.ts', 'npx', 'javascript', './src/index.ts', 1],
  ['uv run python -u server.py', 'uv-run', 'python', 'server.py', 3],
  ['deno run -A main.ts', 'deno', 'javascript', 'main.ts', 2],
  ['dotnet run server.dll', 'dotnet', 'dotnet', 'server.dll', 1],
])('%s runs a script', (line, runner, language, text, at) => {
  const [command = '', ...args] = line.split(' ');
  expect(readLaunch({ command, args })).toEqual({
    runner,
    language,
    script: { text, at },
    package: undefined,
  });
});

test.each([
  ['npx -y @modelcontextprotocol/server-everything stdio', 'npx', '@modelcontextprotocol/server-everything'],
  ['npx.cmd --package=x some-mcp', 'npx', 'some-mcp'],
  ['uvx --from git+https://example.org/x.git mcp-server-git', 'uvx', 'mcp-server-git'],
  ['docker run -i --rm -e TOKEN -v /a:/b ghcr.io/org/server:1 stdio', 'docker', 'ghcr.io/org/server:1'],
  ['npm run start', 'npm', undefined],
])('%s runs a package', (line, runner, name) => {
  const [command = '', ...args] = line.split(' ');
  expect(readLaunch({ command, args })).toMatchObject({ runner, package: name, script: undefined });
});

test('what runs code from its arguments has no script, and a program of its own is no runner', () => {
  expect(readLaunch({ command: 'node', args: ['-e', 'x.js'] }).script).toBeUndefined();
  expect(readLaunch({ command: 'python3', args: ['-m', 'server.py'] }).script).toBeUndefined();
  expect(readLaunch({ command: './server.py' })).toMatchObject({ runner: undefined, language: 'python' });
  expect(readLaunch({ url: 'http://x/' })).toMatchObject({ runner: undefined, language: 'unknown' });
});

test.each([
  ['server.py', true],
  ['./server.py', true],
  ['../x/y.js', true],
  ['/srv/x.js', false],
  ['~/x.js', false],
  ['C:\\x.js', false],
  ['${HOME}/x.js', false],
])('%s relative: %s', (path, relative) => expect(isRelativePath(path)).toBe(relative));
