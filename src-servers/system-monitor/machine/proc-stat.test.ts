import { expect, test } from 'vitest';
import { parseProcStat } from './proc-stat.ts';

const rest = 'S 1 2 3 0 -1 4194304 100 0 0 0 70 30 0 0 20 0 1 0 156730 3133440 390 18446744073709551615 0 0';

test('a plain line is read by the field numbers of the manual page', () => {
  expect(parseProcStat(`42 (cat) ${rest}`)).toEqual({
    pid: 42,
    name: 'cat',
    state: 'sleeping',
    ppid: 1,
    kernel: false,
    cpuTicks: 100,
    startTicks: 156_730,
    residentPages: 390,
  });
});

test('a thread of the kernel is told by its flags', () => {
  const line = '2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 3 0 0 20 0 1 0 14 0 0 18446744073709551615 0 0';
  expect(parseProcStat(line)).toMatchObject({ name: 'kthreadd', ppid: 0, kernel: true });
});

test.each([') R 1 (', 'a b', 'x)\n42 (y', '((', '))))'])(
  'a process that calls itself %j keeps its own numbers',
  (name) => {
    expect(parseProcStat(`42 (${name}) ${rest}`)).toMatchObject({
      pid: 42,
      name,
      ppid: 1,
      startTicks: 156_730,
    });
  },
);

test.each(['', '42', '42 (cat', '42 (cat) S', 'x (cat) S 1'])('the torn line %j is no process', (text) => {
  expect(parseProcStat(text)).toBeUndefined();
});
