import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createRendererProtocol } from './renderer-protocol.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-protocol-'));
mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
writeFileSync(join(folder, 'renderer', 'index.html'), '<meta content="__CSP_NONCE__">');
writeFileSync(join(folder, 'renderer', 'assets', 'a.js'), 'a()');
writeFileSync(join(folder, 'secret.txt'), 'SECRET');
const serve = createRendererProtocol(join(folder, 'renderer'));
afterAll(() => rmSync(folder, { recursive: true }));

it('serves the page with a nonce of its own and the strict policy', async () => {
  const one = await serve({ url: 'app://signalbox/index.html' });
  const two = await serve({ url: 'app://signalbox/index.html' });
  const nonce = /content="([^"]+)"/.exec(await one.text())?.[1] ?? '';
  expect(nonce).toHaveLength(24);
  const policy = one.headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`'nonce-${nonce}'`);
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
  expect(await two.text()).not.toContain(nonce);
  const script = await serve({ url: 'app://signalbox/assets/a.js?x#y' });
  expect([script.status, script.headers.get('content-type'), await script.text()]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'a()',
  ]);
});

it.each([
  'app://signalbox/../secret.txt',
  'app://signalbox/..%2fsecret.txt',
  'app://signalbox/assets/..\\..\\secret.txt',
  'app://evil/index.html',
  'app://signalbox.evil/index.html',
  'file:///etc/passwd',
  'app://signalbox/',
])('has nothing else: %s', async (url) => {
  const answer = await serve({ url });
  expect([answer.status, await answer.text()]).toEqual([404, '']);
});
