import { expect, it } from 'vitest';
import { hideSecrets, knownSecrets } from './known-secrets.ts';

it('knows the values of secret names in environments and headers, longest first, and no short or plain ones', () => {
  expect(
    knownSecrets([
      { command: 'x', env: { API_KEY: 'abcdef', HOME: '/home/someone', DB_PASSWORD: 'abc' } },
      { url: 'https://x.test', headers: { Authorization: 'Bearer abcdef-longer', Accept: 'text/html' } },
    ]),
  ).toEqual(['abcdef-longer', 'abcdef']);
});

it('knows the secrets in arguments and addresses', () => {
  expect(
    knownSecrets([
      {
        command: 'x',
        args: [
          '--api-key=in-one-word',
          '--token',
          'in-two-words',
          '--verbose',
          'plain-word',
          '--token',
          '--next',
        ],
        env: { DATABASE_URL: 'postgres://me:in-an-address@db/x' },
      },
      { url: 'https://x.test/mcp?access_token=in-a-query&page=12345678' },
    ]).toSorted(),
  ).toEqual(['in-a-query', 'in-an-address', 'in-one-word', 'in-two-words']);
});

it('hides them also where they are escaped in JSON, and what has the look of a secret', () => {
  const text = JSON.stringify({ a: 'has "quote" in', b: 'plain', c: `ghp_${'x'.repeat(30)}` });
  expect(hideSecrets(text, ['has "quote" in'])).toBe('{"a":"••••","b":"plain","c":"••••"}');
  expect(hideSecrets(JSON.stringify({ text }), ['has "quote" in'])).not.toContain('quote');
});
