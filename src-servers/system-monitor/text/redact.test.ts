import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from './printable.ts';
import { redactCommand, redactText } from './redact.ts';

const secret = 'hunter2-S3cr3t';

describe('a secret in a command line is not shown', () => {
  test.each([
    [['app', `--password=${secret}`]],
    [['app', '--password', secret]],
    [['app', '--db-password', secret, '--verbose']],
    [['app', '-token', secret]],
    [['app', '--api-key', secret]],
    [['app', '--API_KEY', secret]],
    [['env', `AWS_SECRET_ACCESS_KEY=${secret}`, 'app']],
    [['env', `GITHUB_TOKEN=${secret}`]],
    [['app', `https://user:${secret}@example.org/path`]],
    [['app', `postgres://user:${secret}@db/x?sslmode=off`]],
    [['curl', '-H', `Authorization: Bearer ${secret}`, 'https://example.org']],
    [['curl', '-H', `X-Api-Key: ${secret}`]],
    [['curl', '-u', `me:${secret}`]],
    [['curl', `https://example.org/?a=b&access_token=${secret}`]],
    [['mysql', '-uroot', `-p${secret}`]],
    [['sshpass', '-p', secret, 'ssh', 'host']],
    [['sh', '-c', `PASSWORD='${secret}' run`]],
    [['app', `{"password":"${secret}","user":"me"}`]],
    [['app', `{"client_secret": "${secret}"}`]],
    [['app', '--cookie', secret]],
    [['app', '--connection-string', secret]],
  ])('%j', (command) => {
    const shown = redactCommand(command);
    expect(shown).not.toContain('hunter2');
    expect(shown).toContain('[redacted]');
    expect(shown.startsWith(command[0] ?? '')).toBe(true);
  });

  test.each([
    ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl'],
    ['a code host token', `ghp_${'a1B2'.repeat(9)}`],
    ['a cloud access key id', 'AKIAIOSFODNN7EXAMPLE'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----'],
  ])('%s, wherever it stands', (_kind, token) => {
    expect(redactText(`run ${token}`)).toBe('run [redacted]');
  });
});

test('an ordinary command line stays as it is', () => {
  const command = [
    '/usr/bin/node',
    'server.js',
    '--port',
    '8080',
    '--name=x',
    '-v',
    'C:/a:b',
    'http://host:80/a?b=c',
  ];
  expect(redactCommand(command)).toBe(command.join(' '));
  expect(redactCommand(['app', 'two words'])).toBe('app "two words"');
});

test('a flag after a secret option is not mistaken for its value', () => {
  expect(redactCommand(['app', '--token', '--verbose', 'x'])).toBe('app --token --verbose x');
});

test('a command line of 10,000 arguments is cut', () => {
  expect(redactCommand(Array.from({ length: 10_000 }, () => 'word')).length).toBeLessThanOrEqual(512);
});

describe('what cannot be seen is made visible', () => {
  test.each([
    ['an escape sequence', 'a\u001B[31mb', 'a\\u{1b}[31mb'],
    ['a line break', 'a\nb', 'a\\u{a}b'],
    ['a right-to-left override', 'a\u202Egpj.exe', 'a\\u{202e}gpj.exe'],
    ['a zero-width space', 'a\u200Bb', 'a\\u{200b}b'],
    ['a tag character', 'a\u{E0041}b', 'a\\u{e0041}b'],
    ['half a character', 'a\uD800b', 'a\\u{d800}b'],
  ])('%s', (_kind, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('whatever a process calls itself, the result has no control character and a bounded length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, longest) => {
        const shown = printable(text, longest);
        expect(shown.length).toBeLessThanOrEqual(longest);
        expect(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B-\u200F]/u.test(shown)).toBe(false);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });
});
