import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/v4';
import { runToEnd, startOnHttp } from './testing/running-server.ts';

const suite = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'));

/** The scenarios of the official suite that any server can pass. */
const generic = [
  'dns-rebinding-protection',
  'logging-set-level',
  'ping',
  'prompts-list',
  'resources-list',
  'resources-subscribe',
  'resources-unsubscribe',
  'server-initialize',
  'server-sse-multiple-streams',
  'tools-list',
];

/**
 * All others call what only the suite's own example server has, and fail on any server without it: tools
 * `test_simple_text`, `test_reconnection` (server-sse-polling), `json_schema_2020_12_tool` and so on, resources below
 * `test://`, prompts `test_…` (completion-complete completes an argument of one). What these servers do with their own
 * tools, resources, prompts and completions is tested beside them.
 */
const needsFixtures =
  /^(?:tools-call-|elicitation-|resources-read-|resources-templates-read$|prompts-get-|completion-complete$|json-schema-2020-12$|server-sse-polling$)/u;

const checks = z.array(z.object({ status: z.string(), errorMessage: z.string().optional() }));

test('every scenario of the suite is either judged or known to need fixtures', async () => {
  const { stdout } = await runToEnd([suite, 'list', '--server']);
  const known = [...stdout.matchAll(/^ {2}- (\S+) \[/gmu)].map(([, name]) => name ?? '');
  expect(known.filter((name) => !needsFixtures.test(name)).toSorted()).toEqual(generic);
});

describe.each(['system-monitor', 'file-searcher'])('the official conformance suite against %s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const main = fileURLToPath(new URL(`../${name}/main.ts`, import.meta.url));
  let said: string[];

  beforeAll(async () => {
    await using server = await startOnHttp(main);
    const url = `${server.origin.replace('127.0.0.1', 'localhost')}/mcp`;
    // One process for all scenarios takes a tenth of the time of one for each; only the generic ones are judged.
    await runToEnd([suite, 'server', '--url', url, '--suite', 'all', '-o', folder]);
    said = readdirSync(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(generic)('%s', (scenario) => {
    const results = said.filter((result) => result.startsWith(`server-${scenario}-2`));
    expect(results).toHaveLength(1);
    const all = checks.parse(JSON.parse(readFileSync(join(folder, results[0] ?? '', 'checks.json'), 'utf8')));
    expect(all.filter(({ status }) => status === 'FAILURE' || status === 'WARNING')).toEqual([]);
    expect(all.some(({ status }) => status === 'SUCCESS')).toBe(true);
  });
});
