import {
  array,
  assert,
  constantFrom,
  dictionary,
  option,
  property,
  record,
  string,
  tuple,
  type Arbitrary,
} from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonc } from './parse-jsonc.ts';
import {
  emptyServersText,
  patchServerInText,
  removeServerFromText,
  renameServerInText,
  setServerInText,
} from './edit-servers-text.ts';

const word = string({ minLength: 1, maxLength: 8 }).filter((text) => text !== '__proto__');
const definition: Arbitrary<Record<string, unknown>> = record(
  {
    command: word,
    args: array(word, { maxLength: 4 }),
    env: dictionary(word, word, { maxKeys: 3, noNullPrototype: true }),
    cwd: word,
    signalbox: record({ enabled: constantFrom(true, false) }, { requiredKeys: [], noNullPrototype: true }),
  },
  { requiredKeys: ['command'], noNullPrototype: true },
);
const names = ['one', 'two', 'three'];

/** A file as a person may have written it: comments everywhere, keys of others, any indentation and line end. */
const written = tuple(
  array(tuple(definition, option(word, { nil: undefined })), { minLength: 3, maxLength: 3 }),
  constantFrom('  ', '    ', '\t'),
  constantFrom('\n', '\r\n'),
  constantFrom('', ','),
).map(([servers, indent, eol, comma]) => {
  const entries = servers.map(([server, unknown], at) => {
    const keys = Object.entries({ ...server, [`x-unknown-${at}`]: unknown ?? null })
      .map(([key, value]) => `${indent.repeat(3)}${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(`, // key ${at}${eol}`);
    return `${indent.repeat(2)}// before ${at}${eol}${indent.repeat(2)}"${names[at]}": {${eol}${keys}${comma} /* end ${at} */${eol}${indent.repeat(2)}}`;
  });
  return [
    '// top',
    '{',
    `${indent}"mcpServers": {`,
    entries.join(`,${eol}`) + comma,
    `${indent}}, // after`,
    `${indent}"other": [1]`,
    '}',
    '',
  ].join(eol);
});

const serversOf = (text: string): Record<string, Record<string, unknown>> => {
  const root: { mcpServers: Record<string, Record<string, unknown>> } = JSON.parse(
    JSON.stringify(parseJsonc(text)),
  );
  return root.mcpServers;
};
const comments = (text: string): string[] =>
  text.match(/\/\/ (top|after|before \d)|\/\* end \d \*\//g)?.toSorted() ?? [];

test('changing one server gives exactly that change and keeps comments, order and keys of others', () => {
  assert(
    property(written, constantFrom(...names), definition, (text, name, wanted) => {
      const before = serversOf(text);
      const changed = setServerInText(text, name, wanted);
      const after = serversOf(changed);
      const unknown = Object.entries(before[name] ?? {}).filter(([key]) => key.startsWith('x-unknown'));
      expect(after[name]).toEqual({ ...wanted, ...Object.fromEntries(unknown) });
      for (const other of names.filter((each) => each !== name)) expect(after[other]).toEqual(before[other]);
      expect(Object.keys(after)).toEqual(names);
      expect(comments(changed)).toEqual(comments(text));
      expect(setServerInText(changed, name, wanted), 'the same again changes nothing').toBe(changed);
    }),
  );
});

test('the definition that is there already changes not one character', () => {
  assert(
    property(written, constantFrom(...names), (text, name) => {
      expect(setServerInText(text, name, serversOf(text)[name] ?? {})).toBe(text);
    }),
  );
});

test('adding, renaming and removing leave the rest as it was', () => {
  assert(
    property(written, constantFrom(...names), definition, (text, name, wanted) => {
      const before = serversOf(text);
      const added = setServerInText(text, 'new', wanted);
      expect(serversOf(added)).toEqual({ ...before, new: wanted });
      expect(comments(added)).toEqual(comments(text));
      const renamed = renameServerInText(text, name, 're"named');
      expect(Object.keys(serversOf(renamed))).toEqual(
        names.map((each) => (each === name ? 're"named' : each)),
      );
      expect(comments(renamed)).toEqual(comments(text));
      const { [name]: _, ...rest } = before;
      expect(serversOf(removeServerFromText(text, name))).toEqual(rest);
    }),
  );
});

test('a patch touches only what it names', () => {
  assert(
    property(written, constantFrom(...names), (text, name) => {
      const { signalbox, ...rest } = serversOf(text)[name] ?? {};
      const after = serversOf(patchServerInText(text, name, { signalbox: { enabled: false } }))[name];
      expect(after).toEqual({ ...rest, signalbox: { ...Object(signalbox), enabled: false } });
    }),
  );
});

test('the first server makes a tidy file', () => {
  expect(setServerInText(emptyServersText, 'a', { command: 'x', args: ['1'] })).toBe(`{
  "mcpServers": {
    "a": {
      "command": "x",
      "args": [
        "1"
      ]
    }
  }
}
`);
});

test('comments between arguments stay when one argument changes', () => {
  const text = '{"mcpServers": {"a": {"command": "x", "args": ["--a", /* the port */ "1"]}}}';
  expect(setServerInText(text, 'a', { command: 'x', args: ['--a', '2'] })).toBe(text.replace('"1"', '"2"'));
});

test('unknown keys under signalbox stay, known ones go', () => {
  const text = '{"mcpServers": {"a": {"command": "x", "signalbox": {"enabled": true, "later": 1}}}}';
  expect(serversOf(setServerInText(text, 'a', { command: 'x', signalbox: {} }))['a']).toEqual({
    command: 'x',
    signalbox: { later: 1 },
  });
});
