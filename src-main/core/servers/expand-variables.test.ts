import { expect, test } from 'vitest';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { expandVariables, type VariableSources } from './expand-variables.ts';

const env = { NAME: 'value', EMPTY: '', NESTED: '${NAME}', SIGNALBOX_INPUT_API_KEY: 'from-env' };
const sources: VariableSources = { home: '/home/a', workspaceFolder: '/work/space', inputs: { id: 'typed' } };

function expand(text: string): unknown {
  const definition: ServerDefinition = { command: 'x', args: [text] };
  const expanded = expandVariables(definition, env, sources);
  return 'args' in expanded && Array.isArray(expanded.args) ? expanded.args[0] : undefined;
}

test.each([
  ['${NAME}', 'value'],
  ['a${NAME}b${NAME}', 'avaluebvalue'],
  ['${env:NAME}', 'value'],
  ['${EMPTY}', ''],
  ['${EMPTY:-d}', 'd'],
  ['${NONE:-d}', 'd'],
  ['${NONE:-}', ''],
  ['${NONE:-a:-b}', 'a:-b'],
  ['${env:NONE:-d}', 'd'],
  ['${NAME:-d}', 'value'],
  ['${input:id}', 'typed'],
  ['${input:api-key}', 'from-env'],
  ['${workspaceFolder}/x', '/work/space/x'],
  ['${workspaceFolderBasename}', 'space'],
  ['${userHome}', '/home/a'],
  ['~/x', '~/x'],
  ['${NESTED}', '${NAME}'],
  ['$NAME ${} ${ a } $${1}', '$NAME ${} ${ a } $${1}'],
])('%s → %s', (text, expected) => {
  expect(expand(text)).toBe(expected);
});

test.each([
  ['${NONE}', /\$\{NONE\}.*environment variable NONE /],
  ['${env:NONE}', /environment variable NONE /],
  ['${input:other id}', /SIGNALBOX_INPUT_OTHER_ID/],
  ['${constructor}', /constructor/],
  ['${input:toString}', /SIGNALBOX_INPUT_TOSTRING/],
  ['${command:pick}', /command:pick/],
])('%s has no value, and the failure names it', (text, named) => {
  expect(() => expand(text)).toThrow(
    expect.objectContaining({ code: 'missing-variable', message: expect.stringMatching(named) }),
  );
});

test('command, folder, environment, URL and headers are expanded; the definition given stays as it is', () => {
  const stdio: ServerDefinition = {
    command: '~/bin/${NAME}',
    cwd: '~',
    env: { A: '${NAME}', B: '~/x' },
    signalbox: { roots: ['/r'] },
    mine: '${NONE}',
  };
  const copy = structuredClone(stdio);
  expect(expandVariables(stdio, env, sources)).toEqual({
    command: '/home/a/bin/value',
    cwd: '/home/a',
    env: { A: 'value', B: '~/x' },
    signalbox: { roots: ['/r'] },
    mine: '${NONE}',
  });
  expect(stdio).toEqual(copy);
  expect(
    expandVariables({ url: 'https://e.com/${NAME}', headers: { Authorization: 'Bearer ${NAME}' } }, env),
  ).toEqual({
    url: 'https://e.com/value',
    headers: { Authorization: 'Bearer value' },
  });
});
