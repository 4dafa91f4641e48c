import { expect, test } from 'vitest';
import { isTrouble } from './use-last-errors.ts';

test.each([
  [{ kind: 'response', status: 'error' }, true],
  [{ kind: 'response', status: 'lost' }, true],
  [{ kind: 'response', status: 'ok' }, false],
  [{ kind: 'response' }, false],
  [{ kind: 'noise' }, true],
  [{ kind: 'invalid' }, true],
  [{ kind: 'stderr' }, true],
] as const)('%j is trouble: %s', (row, trouble) => {
  expect(isTrouble(row)).toBe(trouble);
});
