import { expect, test } from 'vitest';
import { applyEdit, findingCodes } from './doctor.ts';

const definition = {
  command: 'npm',
  args: ['run', 'mcp'],
  env: { A: '1' },
  unknown: true,
  signalbox: { enabled: true, callTimeout: 5 },
};

test('an edit changes what it names and keeps every other key', () => {
  const edit = {
    command: '/usr/bin/npm',
    cwd: '/srv',
    args: [{ at: 0, how: 'insert' as const, value: '--silent' }],
    env: { B: '2' },
    signalbox: { callTimeout: 10 },
  };
  expect(applyEdit(definition, edit)).toEqual({
    command: '/usr/bin/npm',
    cwd: '/srv',
    args: ['--silent', 'run', 'mcp'],
    env: { A: '1', B: '2' },
    unknown: true,
    signalbox: { enabled: true, callTimeout: 10 },
  });
  expect(definition.args).toEqual(['run', 'mcp']);
});

test('arguments are replaced and removed by position; none are made where none are changed', () => {
  const change = (how: 'replace' | 'remove', at: number) =>
    applyEdit(definition, { args: [{ at, how, value: 'x' }] });
  expect(change('replace', 1)).toMatchObject({ args: ['run', 'x'] });
  expect(change('remove', 0)).toMatchObject({ args: ['mcp'] });
  expect(applyEdit({ command: 'x' }, { env: { A: '1' } })).toEqual({ command: 'x', env: { A: '1' } });
});

test('of a server that is reached by URL only our own keys can change', () => {
  const remote = { url: 'http://127.0.0.1/mcp', headers: { A: 'b' } };
  expect(applyEdit(remote, { command: 'x', env: { A: '1' }, signalbox: { handshakeTimeout: 9 } })).toEqual({
    ...remote,
    signalbox: { handshakeTimeout: 9 },
  });
});

test('codes are unique and written like words', () => {
  expect(new Set(findingCodes).size).toBe(findingCodes.length);
  for (const code of findingCodes) expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});
