import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordKindSchema, type RecordKind } from '#contract/traffic-record.ts';
import type { StoredRecord } from './stored-record.ts';
import { summarise } from './summary.ts';

function summary(kind: RecordKind, content: unknown, method?: string): string {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(JSON.stringify(content));
  const record: StoredRecord = {
    seq: 1,
    session: 1,
    server: 1,
    time: 0,
    direction: 'in',
    kind,
    method,
    id: undefined,
    size: bytes.length,
    flags: 0,
    status: undefined,
    pair: undefined,
    latency: undefined,
    caller: undefined,
  };
  return summarise(record, bytes);
}

const text = (value: string): unknown => ({ type: 'text', text: value });

describe('a summary', () => {
  it.each<[string, RecordKind, unknown, string]>([
    [
      'a call',
      'request',
      { method: 'tools/call', params: { name: 'add', arguments: { a: 1 }, _meta: {} } },
      'add {"a":1}',
    ],
    ['a call without arguments', 'request', { method: 'tools/call', params: { name: 'now' } }, 'now'],
    ['a read', 'request', { method: 'resources/read', params: { uri: 'file:///a' } }, 'file:///a'],
    ['a list', 'request', { method: 'tools/list', params: { _meta: { x: 1 } } }, ''],
    [
      'a log message',
      'notification',
      { method: 'notifications/message', params: { level: 'info', data: 'hi' } },
      'info · hi',
    ],
    [
      'progress',
      'notification',
      {
        method: 'notifications/progress',
        params: { progressToken: 1, progress: 3, total: 10, message: 'ok' },
      },
      '3 / 10 ok',
    ],
    [
      'a result',
      'response',
      { result: { content: [text('Hello'), { type: 'image', mimeType: 'image/png' }] } },
      'result · text Hello · image image/png',
    ],
    [
      'a tool error',
      'response',
      { result: { isError: true, content: [text('No such file')] } },
      'tool error · text No such file',
    ],
    [
      'an error',
      'response',
      { error: { code: -32601, message: 'Method not found' } },
      '−32601 Method not found',
    ],
    [
      'a list of tools',
      'response',
      { result: { tools: [{ name: 'a' }, { name: 'b' }] } },
      'result · 2 tools: a, b',
    ],
    ['an empty result', 'response', { result: {} }, 'result · empty'],
    ['stderr', 'stderr', '\u001b[31mboom\u001b[0m\nat x\n', '\\u{1b}[31mboom\\u{1b}[0m at x'],
    ['noise', 'noise', 'Server listening\u202e on 3000', 'Server listening\\u{202e} on 3000'],
    ['lifecycle', 'lifecycle', { event: 'spawned', text: 'Started node, pid 5' }, 'Started node, pid 5'],
    ['a decision', 'decision', { event: 'allowed', text: 'A person allowed it' }, 'A person allowed it'],
  ])('of %s', (_name, kind, content, expected) => {
    expect(summary(kind, content)).toBe(expected);
  });

  it('of an initialize result names who answers', () => {
    const result = { protocolVersion: '2025-11-25', serverInfo: { name: 'demo', version: '1' } };
    expect(summary('response', { result }, 'initialize')).toBe('result · 2025-11-25 · demo 1');
  });

  it('shows bytes as they are when they are not what they should be', () => {
    expect(summary('request', '{"method":')).toBe('{"method":');
    expect(summary('response', '\ufeff[1,2]')).toBe('[1,2]');
    expect(summary('lifecycle', '[]')).toBe('[]');
  });

  it('survives a message nested deeper than any stack', () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    const shown = summary('request', `{"method":"tools/call","params":{"name":"x","arguments":${deep}}}`);
    expect(shown.length).toBeLessThanOrEqual(300);
  });

  it('is one line of at most 300 visible characters, for any bytes', () => {
    const content = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.jsonValue().map((value) => JSON.stringify(value)),
    );
    const envelope = fc.record(
      { method: fc.string(), params: fc.jsonValue(), result: fc.jsonValue(), error: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...recordKindSchema.options),
        fc.oneof(content, envelope),
        (kind, bytes) => {
          const shown = summary(kind, bytes);
          expect(shown.length).toBeLessThanOrEqual(300);
          expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u200b-\u200f]/u);
        },
      ),
    );
  });

  it('of a message of which only the start is at hand says what it is and its first words', () => {
    const result = { content: [text('first "words"\n of it'), text('x'.repeat(2_000_000))] };
    expect(summary('response', { jsonrpc: '2.0', id: 1, result })).toBe('result · … first "words" of it');
    const error = { code: 1, message: 'too much', data: 'y'.repeat(2_000_000) };
    expect(summary('response', { jsonrpc: '2.0', id: 1, error })).toBe('error · … too much');
  });
});
