import { expect, test } from 'vitest';
import { allowsBatch, readFrame } from './read-frame.ts';

test('reads requests, notifications and responses', () => {
  expect(readFrame({ jsonrpc: '2.0', id: 1, method: 'roots/list' }, 'legacy').reading).toEqual({
    kind: 'request',
    method: 'roots/list',
    id: 1,
  });
  expect(readFrame({ jsonrpc: '2.0', method: 'notifications/message' }, 'modern').reading.kind).toBe(
    'notification',
  );
  const answer = readFrame({ jsonrpc: '2.0', id: 'a', result: { content: [] } }, 'legacy');
  expect(answer.reading).toEqual({ kind: 'response', id: 'a', isError: false });
  expect(answer.message).toBeDefined();
});

test('reads a tool result with isError and a JSON-RPC error as errors', () => {
  expect(readFrame({ jsonrpc: '2.0', id: 1, result: { isError: true } }, 'legacy').reading.isError).toBe(
    true,
  );
  expect(
    readFrame({ jsonrpc: '2.0', id: 1, error: { code: -1, message: 'no' } }, 'legacy').reading.isError,
  ).toBe(true);
});

test('flags what breaks JSON-RPC and keeps it from the client library', () => {
  const both = readFrame({ jsonrpc: '2.0', id: 1, result: {}, error: { code: 1, message: '' } }, 'legacy');
  expect(both).toMatchObject({
    reading: { kind: 'invalid', flags: ['result-and-error'] },
    brokenAnswerTo: 1,
  });
  expect(both.message).toBeUndefined();
  expect(readFrame({ id: 1, result: {} }, 'legacy')).toMatchObject({
    reading: { kind: 'invalid', flags: ['no-jsonrpc'] },
    brokenAnswerTo: 1,
  });
  expect(readFrame({ jsonrpc: '2.0', id: null, result: {} }, 'legacy').message).toBeUndefined();
  for (const value of [1, 'text', null, true, {}, { jsonrpc: '2.0' }, { jsonrpc: '2.0', id: 3 }]) {
    expect(readFrame(value, 'legacy').message).toBeUndefined();
  }
});

test('flags a request of the server in the era that has none', () => {
  expect(readFrame({ jsonrpc: '2.0', id: 1, method: 'roots/list' }, 'modern').reading.flags).toEqual([
    'wrong-era',
  ]);
});

test('knows which revisions have batches', () => {
  expect(allowsBatch('2025-03-26')).toBe(true);
  expect(allowsBatch('2025-06-18')).toBe(false);
});
