import { expect, it } from 'vitest';
import { promptAsText } from './prompt-text.ts';

it('writes messages with their roles, embedded texts and the names of the rest', () => {
  const messages = [
    { role: 'user', content: { type: 'text', text: 'Look at this:' } },
    { role: 'user', content: { type: 'resource', resource: { uri: 'a:b', text: '{"cpu":1}' } } },
    { role: 'assistant', content: { type: 'image', data: 'AA==' } },
  ];
  expect(promptAsText({ messages })).toBe('user:\nLook at this:\n\nuser:\n{"cpu":1}\n\nassistant:\n[image]');
});
