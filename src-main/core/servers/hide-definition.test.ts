import { expect, test } from 'vitest';
import { hideDefinition } from './hide-definition.ts';

test('of a process: every value of the environment, secret arguments and further keys named like secrets', () => {
  const definition = {
    command: 'node',
    args: ['server.js', '--token', 'abc', '--port=80'],
    env: { PLAIN: 'value', KEPT: '${KEPT}', BROUGHT: '${X:-value}' },
    cwd: '/srv',
    auth: { client_secret: 'abc', scopes: ['read'] },
    signalbox: { callTimeout: 5 },
  };
  expect(hideDefinition(definition)).toEqual({
    command: 'node',
    args: ['server.js', '--token', '••••', '--port=80'],
    env: { PLAIN: '••••', KEPT: '${KEPT}', BROUGHT: '••••' },
    cwd: '/srv',
    auth: { client_secret: '••••', scopes: ['read'] },
    signalbox: { callTimeout: 5 },
  });
});

test('of an address: its password, secret parameters and secret headers', () => {
  expect(
    hideDefinition({
      url: 'https://me:abc@x.test/mcp?access_token=abc&page=2',
      headers: { Authorization: 'Bearer abc', Accept: 'text/html' },
    }),
  ).toEqual({
    url: 'https://me:••••@x.test/mcp?access_token=••••&page=2',
    headers: { Authorization: 'Bearer ••••', Accept: 'text/html' },
  });
});
