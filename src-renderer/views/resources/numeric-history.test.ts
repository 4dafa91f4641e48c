import { expect, it } from 'vitest';
import { addReading, hasChanged, numbersIn } from './numeric-history.ts';

it('finds numbers by their place, also in short lists of numbers, and none in lists of objects', () => {
  const text = JSON.stringify({
    cpu: { load: [1, 2] },
    up: 3,
    list: [{ a: 1 }],
    name: 'x',
    big: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  });
  expect([...numbersIn(text)]).toEqual([
    ['cpu.load[0]', 1],
    ['cpu.load[1]', 2],
    ['up', 3],
  ]);
  expect([...numbersIn('42')]).toEqual([['value', 42]]);
  expect(numbersIn('no JSON').size).toBe(0);
});

it('remembers what each number was, and a bounded number of readings', () => {
  let history = addReading([], new Map([['a', 1]]), 1000);
  expect(history.some(hasChanged)).toBe(false);
  history = addReading(
    history,
    new Map([
      ['a', 2],
      ['b', 5],
    ]),
    2000,
  );
  expect(history).toEqual([
    { path: 'a', times: [1, 2], values: [1, 2] },
    { path: 'b', times: [2], values: [5] },
  ]);
  expect(history.filter(hasChanged).map(({ path }) => path)).toEqual(['a']);
  for (let i = 3; i < 1000; i += 1) history = addReading(history, new Map([['a', i]]), i * 1000);
  expect(history[0]?.values).toHaveLength(600);
  expect(history[0]?.values.at(-1)).toBe(999);
});
