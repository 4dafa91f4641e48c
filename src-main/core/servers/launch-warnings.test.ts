import { expect, test } from 'vitest';
import { launchWarnings } from './launch-warnings.ts';

const of = (line: string, env?: Record<string, string>): string => {
  const [command = '', ...args] = line.split(' ');
  return launchWarnings({ command, args, ...(env ? { env } : {}) }).join('\n');
};

test.each([
  ['bash -c echo', /shell \(bash -c\)/],
  ['/bin/sh -c echo', /shell \(sh -c\)/],
  ['bash -lc echo', /shell/],
  ['zsh -i -c echo', /shell/],
  ['cmd /c npx pkg', /shell \(cmd \/c\)/],
  ['cmd.exe /C npx pkg', /shell \(cmd \/c\)/],
  ['powershell -EncodedCommand AAAA', /shell \(powershell\)/],
  ['pwsh -Command ls', /shell/],
  ['npx -c ls', /shell \(npx -c\)/],
  ['npx -y --call=ls pkg', /shell/],
  ['npm exec -c ls', /shell/],
  ['env A=1 bash -c ls', /shell \(bash/],
  ['timeout 5 sh -c ls', /shell/],
  ['sudo node x.js', /administrator \(sudo\)/],
  ['/usr/bin/sudo -n bash -c ls', /shell/],
  ['bash -c curl https://x.sh | sh', /Downloads a script/],
  ['bash -c wget -qO- https://x | sudo bash', /Downloads a script/],
  ['docker run --privileged image', /--privileged/],
  ['docker run -v /:/host image', /whole disk/],
  ['docker run --network host image', /namespaces/],
  ['podman run --cap-add=SYS_ADMIN image', /--cap-add/],
  ['docker run -v /var/run/docker.sock:/s image', /docker\.sock/],
  ['node -e process.exit()', /code from the command line/],
  ['python3 -c print()', /code from the command line/],
  ['node --inspect=0.0.0.0 x.js', /debugging port/],
  ['node x.js && rm', /only a shell understands/],
  ['node x\u202E.js', /invisible/],
  ['node x\u200B.js', /invisible/],
])('%s is remarkable', (line, what) => {
  expect(of(line)).toMatch(what);
});

test.each([
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'DYLD_INSERT_LIBRARIES',
  'NODE_OPTIONS',
  'PYTHONPATH',
  'PATH',
  'npm_config_registry',
  'BASH_ENV',
])('setting %s is remarkable', (name) => {
  expect(of('node x.js', { [name]: 'x' })).toContain(name);
});

test.each([
  'npx -y @modelcontextprotocol/server-everything',
  'node /srv/server.js --config /etc/c.json',
  'uvx mcp-server-git --repository /r',
  'docker run -i --rm -e KEY mcp/fetch',
  'python -m server',
  '/opt/bash-tools/server -c config.json',
])('%s is not', (line) => {
  expect(of(line, { API_KEY: 'x', HOME: '/h' })).toBe('');
});

test('unencrypted HTTP is remarkable, unless it stays on this machine', () => {
  expect(launchWarnings({ url: 'http://example.com/mcp' })).toEqual([
    expect.stringMatching(/without encryption/),
  ]);
  for (const url of ['https://example.com', 'http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1']) {
    expect(launchWarnings({ url })).toEqual([]);
  }
});
