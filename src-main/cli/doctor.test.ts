import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diagnosisSchema } from '#contract/doctor.ts';
import { createCliRig, faulty, root, type CliRig } from './cli-rig.ts';

let rig: CliRig;
beforeEach(() => (rig = createCliRig()));
afterEach(() => rig[Symbol.dispose]());

describe('signalbox doctor', () => {
  test('a healthy server: exit code 0, one line of JSON of the documented shape', async () => {
    const ran = await rig.program(['doctor', '--format', 'json', '--', ...faulty('healthy')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out.trim().split('\n')).toHaveLength(1);
    const diagnosis = diagnosisSchema.parse(JSON.parse(ran.out));
    expect(diagnosis).toMatchObject({ healthy: true, findings: [], server: { tools: { count: 2 } } });
  });

  test.each([
    [faulty('prints-text'), 1, 'stdout-noise'],
    [faulty('exits-at-start', '1', "Error: Cannot find module 'express'"), 1, 'missing-module'],
    [['no-such-command-anywhere'], 1, 'command-not-found'],
    [faulty('odd-offers', 'large'), 0, 'tools-too-large'],
    [['http://127.0.0.1:9/mcp'], 1, 'unreachable'],
  ])('%j: exit code %i', async (command, code, finding) => {
    const ran = await rig.program(['doctor', '--format', 'json', '--', ...command]);
    expect(ran).toMatchObject({ code, err: '' });
    const diagnosis = diagnosisSchema.parse(JSON.parse(ran.out));
    expect(diagnosis.findings.map((one) => one.code)).toEqual([finding]);
    expect(diagnosis.healthy).toBe(code === 0);
  });

  test('for people: what happened, the evidence, the fix, and no control character of the server', async () => {
    const ran = await rig.program(['doctor', '--', ...faulty('hostile-words')]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('error  stdout-noise  It prints text to stdout');
    expect(ran.out).toContain('console.error');
    expect(ran.out).toContain('<U+001B>');
    // oxlint-disable-next-line no-control-regex -- none of them may reach the terminal
    expect(ran.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e\u200b]/);
  });

  test('a server of a configuration is examined by its name; the only one need not be named', async () => {
    const config = join(rig.dir, 'mcp.json');
    const healthy = { command: process.execPath, args: [join(root, 'src-servers/faulty/healthy.ts')] };
    writeFileSync(config, JSON.stringify({ mcpServers: { mine: healthy } }));
    expect(await rig.program(['doctor', '--config', config])).toMatchObject({ code: 0, err: '' });
    const named = await rig.program(['doctor', 'mine', '--config', config]);
    expect(named.out).toContain('mine: healthy');
  });

  test('the arguments of the server are its own, also --help and --format', async () => {
    const ran = await rig.program(['doctor', '--', ...faulty('healthy'), '--help', '--format', 'json']);
    expect(ran.out).toContain('healthy.ts: healthy');
  });

  test.each([
    [['doctor', 'nobody'], 'nobody'],
    [['doctor', '--nope', '--', 'x'], '--nope'],
    [['doctor', 'a', 'b'], 'one server'],
    [['doctor', '--tool-name', 'x', '--', 'y'], 'no request'],
    [['doctor', '--config', '/no/such.json'], '/no/such.json'],
  ])('%j is a usage error', async (words, said) => {
    const ran = await rig.program(words);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(said);
  });
});
