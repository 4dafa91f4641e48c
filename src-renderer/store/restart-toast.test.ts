import { expect, test } from 'vitest';
import { restartToast } from './restart-toast.ts';

const event = { type: 'server.restarted', server: 'notes', because: 'src/a.ts' } as const;

test('says which tools came, went and changed, and keeps long lists short', () => {
  const result = {
    outcome: 'running',
    added: ['a', 'b', 'c', 'd'],
    removed: [],
    changed: ['x\u202ey'],
  } as const;
  expect(
    restartToast({
      ...event,
      result: { ...result, added: [...result.added], removed: [], changed: [...result.changed] },
    }),
  ).toEqual({
    kind: 'success',
    text: 'notes: src/a.ts changed; started anew, tools: 4 added (a, b, c, …), 1 changed (x\\u{202e}y).',
  });
  expect(
    restartToast({ ...event, result: { outcome: 'running', added: [], removed: [], changed: [] } }).text,
  ).toContain('the tools are the same');
});

test('a restart that failed is an error with its reason', () => {
  const error = { code: 'exited-at-start', message: 'notes exited with code 1.' } as const;
  expect(restartToast({ ...event, result: { outcome: 'failed', error } })).toMatchObject({
    kind: 'error',
    text: expect.stringContaining('notes exited with code 1.'),
  });
});
