import { array, assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { describeLaunch, isSecretName } from './describe-launch.ts';
import { quoteShellWord, splitShellWords } from './shell-words.ts';

const seed = 'S3EDED-value';

test('the whole command line is shown, quoted so that it can be read back', () => {
  assert(
    property(array(string({ minLength: 0, maxLength: 12 }), { maxLength: 6 }), (words) => {
      expect(splitShellWords(words.map(quoteShellWord).join(' '))).toEqual(words);
    }),
  );
  const args = Array.from({ length: 500 }, (_, at) => `argument-${at}`);
  expect(describeLaunch({ command: 'node', args, cwd: '/srv' })).toEqual({
    commandLine: ['node', ...args].join(' '),
    environmentNames: [],
    cwd: '/srv',
  });
});

test('of the environment only names are shown', () => {
  const launch = describeLaunch({ command: 'x', env: { API_KEY: seed, PLAIN: seed } });
  expect(launch.environmentNames).toEqual(['API_KEY', 'PLAIN']);
  expect(JSON.stringify(launch)).not.toContain(seed);
});

test('a reference to a variable is shown, but not the default that it brings', () => {
  const lineOf = (value: string): string =>
    describeLaunch({ command: 'x', args: [`--api-key=${value}`] }).commandLine;
  expect(lineOf('${MY_KEY}')).toContain('${MY_KEY}');
  expect(lineOf('${env:MY_KEY}')).toContain('${env:MY_KEY}');
  expect(lineOf(`\${MY_KEY:-${seed}}`)).not.toContain(seed);
});

test.each<[string[]]>([
  [[`--api-key=${seed}`]],
  [['--api-key', seed]],
  [[`--apiKey=${seed}`]],
  [['--token', seed]],
  [['-token', seed]],
  [['--access-token', seed]],
  [['--password', seed]],
  [[`--client_secret=${seed}`]],
  [['-e', `GITHUB_TOKEN=${seed}`]],
  [['-e', `DB_PASS=${seed}`]],
  [['--header', `Authorization: Bearer ${seed}`]],
  [['--header', `X-Api-Key:${seed}`]],
  [[`postgres://user:${seed}@host/db`]],
  [[`--url=postgres://user:${seed}@host/db`]],
  [[`https://e.com/?access_token=${seed}&x=1`]],
])('%j does not show the secret', (args) => {
  const { commandLine } = describeLaunch({ command: 'x', args });
  expect(commandLine).not.toContain(seed);
  expect(commandLine).toContain('••••');
});

test.each([
  'sk-abcdefghijklmnopqrstuv',
  `ghp_${'a'.repeat(36)}`,
  'xoxb-123456789-abc',
  'eyJhbGciOiJI.eyJzdWIiOiIx.abc',
])('a value that looks like a secret (%s) is hidden wherever it stands', (value) => {
  expect(describeLaunch({ command: 'x', args: ['--any', value] }).commandLine).not.toContain(value);
});

test('headers of a remote server show names; Authorization and the like hide their value', () => {
  const { commandLine } = describeLaunch({
    url: `https://u:${seed}@e.com/mcp?key=${seed}`,
    headers: { Authorization: `Bearer ${seed}`, Cookie: seed, Accept: 'text/plain' },
  });
  expect(commandLine).not.toContain(seed);
  expect(commandLine).toContain('Bearer ••••');
  expect(commandLine).toContain('Accept: text/plain');
});

test('what is no secret is not hidden', () => {
  const args = [
    '--keyboard',
    'qwerty',
    '--monkey=1',
    '--author',
    'me',
    '--token',
    '${TOKEN}',
    '--secure',
    'yes',
    '/tmp/a=b',
  ];
  expect(describeLaunch({ command: 'x', args }).commandLine).toBe(`x ${args.join(' ')}`);
});

test.each([
  'API_KEY',
  'apiKey',
  'GITHUB_TOKEN',
  'secret',
  'DB_PASSWORD',
  'Authorization',
  'X-Auth',
  'AWS_SECRET_ACCESS_KEY',
  'privateKey',
])('%s is the name of a secret', (name) => expect(isSecretName(name)).toBe(true));
test.each(['PATH', 'HOME', 'KEYBOARD', 'AUTHOR', 'MONKEY', 'COMPASS', 'PORT'])('%s is not', (name) =>
  expect(isSecretName(name)).toBe(false),
);
