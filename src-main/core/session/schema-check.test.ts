import { afterAll, expect, test } from 'vitest';
import { createSchemaChecker } from './schema-check.ts';

const checker = createSchemaChecker(800);
afterAll(() => checker.close());

test('tells valid from invalid, and says where', async () => {
  const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
  expect(await checker.check(schema, { n: 1 })).toEqual({ outcome: 'valid' });
  expect(await checker.check(schema, { n: 'x' })).toEqual({
    outcome: 'invalid',
    problems: ['/n must be number'],
  });
});

test('fetches no reference from the network', async () => {
  const check = await checker.check({ $ref: 'http://127.0.0.1:9/schema.json' }, {});
  expect(check.outcome).toBe('not-checked');
});

test('gives up on a schema that is too costly, keeps this thread free, and works again afterwards', async () => {
  const evil = { type: 'string', pattern: '^(a+)+$' };
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 10);
  const check = await checker.check(evil, `${'a'.repeat(60)}!`);
  clearInterval(ticking);
  expect(check).toMatchObject({ outcome: 'not-checked', reason: expect.stringContaining('too costly') });
  expect(turns).toBeGreaterThan(20);
  expect(await checker.check({ type: 'string' }, 'x')).toEqual({ outcome: 'valid' });
});

test('a schema that takes the name of another one changes no other check', async () => {
  const own = { type: 'object', properties: { n: { $id: 'http://x/n', type: 'number' } } };
  expect(await checker.check(own, { n: 1 })).toEqual({ outcome: 'valid' });
  const foreign = { type: 'object', properties: { n: { $ref: 'http://x/n' } } };
  expect(await checker.check(foreign, { n: 1 })).toMatchObject({ outcome: 'not-checked' });
  const impostor = { $id: 'https://json-schema.org/draft/2020-12/schema', type: 'object' };
  await checker.check(impostor, {});
  expect(await checker.check({ type: 'text' }, 'x')).toMatchObject({
    outcome: 'not-checked',
    reason: expect.stringContaining('schema is invalid'),
  });
});

test('judges schemas themselves; a dialect that is not known is neither right nor wrong', async () => {
  const old = 'http://json-schema.org/draft-07/schema#';
  expect(await checker.judge({ type: 'object' })).toEqual({ outcome: 'valid' });
  expect(await checker.judge({ $schema: old, items: [{ type: 'string' }] })).toEqual({ outcome: 'valid' });
  for (const wrong of [
    { type: 'text' },
    { items: [{ type: 'string' }] },
    { $schema: old, required: 'name' },
    { properties: { a: { $ref: '#/$defs/gone' } } },
    { properties: { a: { pattern: '(?i)x' } } },
  ]) {
    expect(await checker.judge(wrong)).toMatchObject({ outcome: 'invalid' });
  }
  const unknown = await checker.judge({ $schema: 'http://json-schema.org/draft-04/schema#' });
  expect(unknown.outcome).toBe('not-checked');
});

test('survives a schema that doubles and doubles', async () => {
  const $defs: Record<string, unknown> = { d0: { type: 'string' } };
  for (let n = 1; n <= 40; n += 1)
    $defs[`d${n}`] = { allOf: [{ $ref: `#/$defs/d${n - 1}` }, { $ref: `#/$defs/d${n - 1}` }] };
  const check = await checker.check({ $defs, $ref: '#/$defs/d40' }, 'x');
  expect(check.outcome).toBe('not-checked');
});
