import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runToEnd } from '../serve/testing/running-server.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

describe('the command line', () => {
  test('--version and --help are for people, on stdout', async () => {
    expect(await runToEnd([main, '--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
    const help = await runToEnd([main, '--help']);
    expect(help.code).toBe(0);
    for (const option of [
      '--logs DIR',
      '--http PORT',
      '--token-file FILE',
      '--allowed-origin ORIGIN',
      '--tls-cert FILE',
    ])
      expect(help.stdout).toContain(option);
  });

  test.each([
    [['--nonsense'], /Unknown option '--nonsense'/u],
    [['surplus'], /surplus/u],
    [['--logs', '/no/such/folder'], /--logs \/no\/such\/folder: ENOENT/u],
    [['--http', 'eighty'], /not a whole number/u],
    [['--http', '0', '--host', '0.0.0.0'], /reached from other machines/u],
    [['--http', '0', '--tls-cert', '/x'], /go together/u],
    [['--token', 'x'], /--token has a meaning with --http PORT only/u],
    [['--http', '0', '--tls-cert', main, '--tls-key', main], /in PEM: /u],
    [['--http', '0', '--token-file', '/no/such/file'], /Cannot read/u],
    [['--http', '0', '--oauth-audience', 'x'], /needs --oauth-issuer/u],
    [['--http', '0', '--oauth-issuer', 'http://issuer.example'], /must be an https URL/u],
  ])('%j is refused with what is wrong, exit code 2 and an empty stdout', async (args, reason) => {
    const { code, stdout, stderr } = await runToEnd([main, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(reason);
  });
});
