import { expect, test } from 'vitest';
import { capabilityWords } from './capability-words.ts';

test('capabilities and their flags become sentences; flags that are off are left out', () => {
  const words = capabilityWords({
    tools: { listChanged: true },
    resources: { subscribe: false, listChanged: true },
    logging: {},
  });
  expect(words.map((one) => one.words)).toEqual([
    'offers tools',
    'tells when its list of tools changes',
    'offers resources',
    'tells when its list of resources changes',
    'sends log messages at a chosen level',
  ]);
});

test('what is not known is shown as a claim, whatever its name', () => {
  const words = capabilityWords(JSON.parse('{"constructor":{},"__proto__":{"x":true},"teleport":true}'));
  expect(words.map((one) => [one.name, one.words])).toEqual([
    ['constructor', 'claimed'],
    ['__proto__', 'claimed'],
    ['__proto__.x', 'claimed'],
    ['teleport', 'claimed'],
  ]);
});
