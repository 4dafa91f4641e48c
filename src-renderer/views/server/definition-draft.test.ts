import { describe, expect, test } from 'vitest';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { definitionFromJson, definitionOf, draftOf, emptyDraft } from './definition-draft.ts';

const whole: ServerDefinition[] = [
  { command: 'npx' },
  {
    command: 'node',
    args: ['--flag', 'a b', '=x'],
    env: { TOKEN: 'a=b=c', EMPTY: '' },
    cwd: '/srv',
    disabled: true,
    signalbox: {
      era: 'legacy',
      callTimeout: 5000,
      roots: ['/a', '/b'],
      enabled: false,
      later: 1,
      watch: ['src/**/*.ts'],
      contain: 'auto',
    },
  },
  { url: 'https://example.org/mcp', headers: { Authorization: 'Bearer a: b' } },
  { type: 'sse', url: 'http://127.0.0.1:3000/sse' },
  { type: 'streamable-http', url: 'http://127.0.0.1:3000/mcp', note: 'kept' },
];

test.each(whole.map((definition) => [JSON.stringify(definition), definition] as const))(
  'nothing is lost through the form: %s',
  (_text, definition) => {
    const draft = draftOf(definition);
    expect(draft).toBeDefined();
    expect(definitionOf(draft ?? emptyDraft)).toEqual({ ok: true, definition });
  },
);

test('what lines cannot hold is left to the JSON', () => {
  expect(draftOf({ command: 'node', args: ['-e', 'a\nb'] })).toBeUndefined();
  expect(draftOf({ command: 'node', args: [''] })).toBeUndefined();
  expect(draftOf({ command: 'node', env: { KEY: 'a\nb' } })).toBeUndefined();
});

describe('a wrong field is named', () => {
  test.each([
    [{}, 'command'],
    [{ command: 'node', env: 'NOVALUE' }, 'env'],
    [{ command: 'node', callTimeout: 'soon' }, 'callTimeout'],
    [{ kind: 'http' as const, url: 'file:///etc/passwd' }, 'url'],
    [{ kind: 'http' as const, url: 'javascript:alert(1)' }, 'url'],
    [{ kind: 'http' as const, url: 'https://a.b', headers: 'nonsense' }, 'headers'],
  ])('%j: %s', (change, field) => {
    const made = definitionOf({ ...emptyDraft, ...change });
    expect(made.ok ? [] : Object.keys(made.problems)).toEqual([field]);
  });
});

test('JSON that is no definition is refused with a sentence', () => {
  expect(definitionFromJson('{"command":')).toMatchObject({ ok: false });
  expect(definitionFromJson('[]')).toMatchObject({ ok: false });
  expect(definitionFromJson('{"command":"node","extra":1}')).toEqual({
    ok: true,
    definition: { command: 'node', extra: 1 },
  });
});
