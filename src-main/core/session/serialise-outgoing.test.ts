import { expect, test } from 'vitest';
import { serialiseOutgoing } from './serialise-outgoing.ts';

const call = {
  jsonrpc: '2.0' as const,
  id: 7,
  method: 'tools/call',
  params: { name: 'echo', arguments: { message: 'changed' } },
};

test('sends exactly the approved bytes as the arguments, whatever the message holds', () => {
  const approved = { tool: 'echo', argumentsJson: '{"message":"$& approved","n":12345678901234567890}' };
  const text = serialiseOutgoing(call, approved);
  expect(text).toContain(`"arguments":${approved.argumentsJson}`);
  expect(text).not.toContain('changed');
  expect(JSON.parse(text)).toMatchObject({ id: 7, method: 'tools/call', params: { name: 'echo' } });
});

test('lets no tool call leave without an approval, or with one for another tool', () => {
  expect(() => serialiseOutgoing(call, undefined)).toThrow(
    expect.objectContaining({ code: 'approval-required' }),
  );
  expect(() => serialiseOutgoing(call, { tool: 'other', argumentsJson: '{}' })).toThrow(
    expect.objectContaining({ code: 'bytes-differ' }),
  );
});

test('leaves every other message as it is', () => {
  const list = { jsonrpc: '2.0' as const, id: 1, method: 'tools/list' };
  expect(serialiseOutgoing(list, undefined)).toBe(JSON.stringify(list));
});
