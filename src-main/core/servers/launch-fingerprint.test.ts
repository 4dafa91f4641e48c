import { expect, test } from 'vitest';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { launchFingerprint } from './launch-fingerprint.ts';

const stdio = { command: 'node', args: ['a', 'b'], cwd: '/c', env: { X: '1', Y: '2' } };

test.each<[string, ServerDefinition]>([
  ['command', { ...stdio, command: 'deno' }],
  ['arguments', { ...stdio, args: ['a b'] }],
  ['folder', { ...stdio, cwd: '/d' }],
  ['names of the environment', { ...stdio, env: { X: '1' } }],
  ['a URL', { url: 'https://e.com' }],
])('another %s is another launch', (_, changed) => {
  expect(launchFingerprint(changed)).not.toBe(launchFingerprint(stdio));
});

test('a value is not, unless it chooses the code that runs', () => {
  expect(launchFingerprint({ ...stdio, env: { Y: '3', X: '4' } })).toBe(launchFingerprint(stdio));
  const preload = (value: string): string => launchFingerprint({ ...stdio, env: { NODE_OPTIONS: value } });
  expect(preload('--require a')).not.toBe(preload('--require b'));
});

test('our own and unknown keys are no part of it', () => {
  expect(launchFingerprint({ ...stdio, signalbox: { enabled: false }, note: 1 })).toBe(
    launchFingerprint(stdio),
  );
});

test('another header name or address is another launch, another header value is not', () => {
  const of = (url: string, headers: Record<string, string>): string => launchFingerprint({ url, headers });
  expect(of('https://e.com', { A: '1' })).toBe(of('https://e.com', { A: '2' }));
  expect(of('https://e.com', { A: '1' })).not.toBe(of('https://e.com', { B: '1' }));
  expect(of('https://e.com', {})).not.toBe(of('https://f.com', {}));
});
