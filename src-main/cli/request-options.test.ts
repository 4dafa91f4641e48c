import { expect, test } from 'vitest';
import { parseRequestOptions } from './request-options.ts';
import { UsageError } from './usage-error.ts';

const list = ['--method', 'tools/list'];

test.each([
  ['after --', [...list, '--', 'node', 'x.js', '--flag', '-e', 'y']],
  ['in front of --', ['node', 'x.js', '--flag', '-e', 'y', '--', ...list]],
])('the command stands %s, with flags of its own', (_where, words) => {
  const options = parseRequestOptions(words);
  expect(options.target).toEqual(['node', 'x.js', '--flag', '-e', 'y']);
  expect(options.method).toBe('tools/list');
  expect(options.env).toEqual([]);
});

test('without -- the command ends at the first flag', () => {
  expect(parseRequestOptions(['node', 'x.js', ...list, '-e', 'A=1', '-e', 'B=2'])).toMatchObject({
    target: ['node', 'x.js'],
    env: ['A=1', 'B=2'],
  });
});

test('--tool-arg takes one or several values, repeated or not', () => {
  const call = ['--method', 'tools/call', '--tool-name', 't'];
  const both = parseRequestOptions([
    ...call,
    '--tool-arg',
    'a=1',
    'b=2',
    '--allow',
    '--tool-arg',
    'c=3',
    '--tool-arg=d=4',
  ]);
  expect(both.toolArgs).toEqual(['a=1', 'b=2', 'c=3', 'd=4']);
  expect(both.allow).toBe(true);
});

test.each([
  [['--method', 'tools/destroy'], 'tools/list'],
  [[], '--method is missing'],
  [[...list, '--format', 'xml'], '--format xml'],
  [[...list, '--transport', 'pigeon'], '--transport pigeon'],
  [[...list, '--protocol-era', 'stone'], '--protocol-era stone'],
  [[...list, '--timeout', '-1'], '--timeout'],
  [[...list, '--timeout', '1.5'], '--timeout 1.5'],
  [[...list, '--no-such-flag'], '--no-such-flag'],
  [['a', ...list, 'b'], 'too much'],
])('%j is wrong, and the message names it', (words, part) => {
  expect(() => parseRequestOptions(words)).toThrow(UsageError);
  expect(() => parseRequestOptions(words)).toThrow(part);
});
