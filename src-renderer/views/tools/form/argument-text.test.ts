import { describe, expect, it } from 'vitest';
import { editArguments, readArguments, writeArguments } from './argument-text.ts';

const edit = (text: string, after: Record<string, unknown>, shown = ['a', 'b', 'list', 'o']) => {
  const before = readArguments(text);
  if (!before.ok) throw new Error(before.problem);
  return editArguments(text, before.value, after, new Set(shown));
};

describe('form and JSON in step', () => {
  it('reads only JSON objects and names the line that is wrong', () => {
    expect(readArguments(' ')).toEqual({ ok: true, value: {} });
    expect(readArguments('[1]')).toMatchObject({ ok: false, line: 1 });
    expect(readArguments('{\n "a": 1,\n "b": tru\n}')).toMatchObject({ ok: false, line: 3 });
    expect(readArguments('{"a": 1')).toMatchObject({ ok: false });
  });

  it('changes one value and no other byte', () => {
    const text = '{\n  "b" : 12345678901234567890,\n  "z": 1e2, "a": "x"\n}';
    expect(edit(text, { ...JSON.parse(text), a: 'y' })).toBe(text.replace('"x"', '"y"'));
  });

  it('adds and removes keys that the form shows', () => {
    expect(JSON.parse(edit('{}', { a: 1 }))).toEqual({ a: 1 });
    expect(JSON.parse(edit('', { a: 1 }))).toEqual({ a: 1 });
    expect(JSON.parse(edit('{"a":1,"b":2}', { b: 2 }))).toEqual({ b: 2 });
    expect(JSON.parse(edit('{"a":1,"b":2}', { a: undefined, b: 2 }))).toEqual({ b: 2 });
  });

  it('never removes what the form cannot show', () => {
    expect(JSON.parse(edit('{"hidden":{"x":1},"a":1}', { a: 2 }))).toEqual({ hidden: { x: 1 }, a: 2 });
  });

  it('edits inside of objects and lists', () => {
    expect(JSON.parse(edit('{"o":{"p":1,"q":9}}', { o: { p: 2, q: 9 } }))).toEqual({ o: { p: 2, q: 9 } });
    const text = '{"list": [1.0, 2, 3]}';
    expect(edit(text, { list: [1, 2, 4] })).toBe('{"list": [1.0, 2, 4]}');
    expect(JSON.parse(edit(text, { list: [1, 3] }))).toEqual({ list: [1, 3] });
    expect(JSON.parse(edit(text, { list: [0, 1, 2, 3, 4] }))).toEqual({ list: [0, 1, 2, 3, 4] });
    expect(JSON.parse(edit(text, { list: [] }))).toEqual({ list: [] });
    expect(JSON.parse(edit('{"list":[]}', { list: [undefined] }))).toEqual({ list: [null] });
  });

  it('comes to what the form says, for any two values', () => {
    const values: Record<string, unknown>[] = [
      {},
      { a: null },
      { a: { b: [1, { c: 2 }] } },
      { a: [[], [1, [2]]], b: '' },
      { a: { b: [{ c: 2 }, 1, 1] }, list: ['x', 'x', 'y'] },
    ];
    for (const from of values) {
      for (const to of values) {
        const text = editArguments(writeArguments(from), from, to, new Set(['a', 'b', 'list']));
        expect(JSON.parse(text)).toEqual(to);
      }
    }
  });
});
