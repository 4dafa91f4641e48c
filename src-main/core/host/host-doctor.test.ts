import type { FindingCode } from '#contract/doctor.ts';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createRig, faulty, type HostRig } from './host-rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scriptFile(name: string, text: string, mode = 0o755): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

/** The definition with a smaller patience, so that a test need not wait for ours; enough on a busy machine. */
function impatient(definition: ServerDefinition): ServerDefinition {
  return { ...definition, signalbox: { handshakeTimeout: 3000, callTimeout: 1000, era: 'legacy' } };
}

async function start(rig: HostRig): Promise<void> {
  // A start that fails is what the doctor is asked about.
  await rig.api.call('server.start', { server: 'sick' }).catch(() => undefined);
}

async function callEcho(rig: HostRig): Promise<void> {
  const asked = { server: 'sick', tool: 'echo', argumentsJson: '{"text":"hi"}' };
  const started = await rig.api.call('call.start', asked).catch(() => undefined);
  if (started) await rig.api.call('call.result', { callId: started.call.id }).catch(() => undefined);
}

interface Case {
  code: FindingCode;
  definition: ServerDefinition;
  /** What the evidence or the detail must say. */
  says: RegExp;
  /** What the first fixes that are buttons change. */
  edit?: unknown;
}

const atStart: Case[] = [
  {
    code: 'command-not-found',
    definition: { command: 'nodee' },
    says: /nodee.*PATH searched/s,
    edit: { command: 'node' },
  },
  {
    code: 'not-executable',
    definition: { command: scriptFile('plain.py', 'print("hi")\n', 0o644) },
    says: /not executable/,
    edit: { command: 'python3', args: [{ at: 0, how: 'insert', value: join(folder, 'plain.py') }] },
  },
  {
    code: 'bad-working-directory',
    definition: { ...faulty('healthy'), cwd: join(folder, 'gone') },
    says: /gone.*does not exist/,
    edit: { cwd: process.cwd() },
  },
  {
    code: 'script-not-found',
    definition: { command: process.execPath, args: [join(folder, 'dist/index.js')] },
    says: /dist\/index\.js/,
  },
  { code: 'missing-module', definition: faulty('imports-missing'), says: /no-such-module/ },
  { code: 'missing-environment', definition: faulty('needs-variable'), says: /WEATHER_API_KEY/ },
  {
    code: 'missing-environment',
    definition: { ...faulty('healthy'), env: { TOKEN: '${SIGNALBOX_TEST_UNSET}' } },
    says: /SIGNALBOX_TEST_UNSET/,
  },
  { code: 'exited-at-start', definition: faulty('exits-at-start', '3', 'out of luck'), says: /code 3/ },
  {
    code: 'killed-by-signal',
    definition: faulty('killed-by-signal', 'SIGSEGV', 'start'),
    says: /SIGSEGV.*native/s,
  },
  {
    code: 'handshake-timeout',
    definition: impatient(faulty('hangs-in-handshake')),
    says: /waiting for something/,
    edit: { signalbox: { handshakeTimeout: 9000 } },
  },
  { code: 'handshake-failed', definition: faulty('refuses-handshake'), says: /licence expired/ },
  { code: 'version-mismatch', definition: faulty('strange-version'), says: /1999-12-31/ },
  { code: 'unreachable', definition: { url: 'http://127.0.0.1:9/mcp' }, says: /./ },
  { code: 'stdout-noise', definition: faulty('prints-text'), says: /Server listening/ },
  { code: 'byte-order-mark', definition: faulty('odd-line-endings'), says: /EF BB BF/ },
  { code: 'truncated-message', definition: faulty('partial-line-then-exit', 'start'), says: /"res/ },
  { code: 'truncated-message', definition: impatient(faulty('no-newline')), says: /without the newline/ },
  {
    code: 'stopped-reading',
    definition: { ...faulty('closes-stdin', 'start'), signalbox: { handshakeTimeout: 2500 } },
    says: /input closed/,
  },
  { code: 'stdout-closed', definition: impatient(faulty('mute-stdout')), says: /output closed/ },
  { code: 'slow-start', definition: faulty('slow-start', '5200'), says: /took \d+\.\d s/ },
  {
    code: 'invalid-schema',
    definition: faulty('odd-offers', 'schema'),
    says: /odd: inputSchema: schema is invalid/,
  },
  {
    code: 'invalid-schema',
    definition: faulty('odd-offers', 'reference'),
    says: /outputSchema: can't resolve reference/,
  },
  { code: 'invalid-schema', definition: faulty('odd-offers', 'type'), says: /must be "object"/ },
  { code: 'invalid-list', definition: faulty('odd-offers', 'entry'), says: /inputSchema/ },
  { code: 'tools-too-large', definition: faulty('odd-offers', 'large'), says: /42 tools.*tokens/ },
  { code: 'tools-too-large', definition: faulty('odd-offers', 'many'), says: /142 tools/ },
  {
    code: 'relative-path',
    definition: { command: process.execPath, args: ['src-servers/faulty/healthy.ts'] },
    says: /argument 1: src-servers/,
    edit: { args: [{ at: 0, how: 'replace', value: join(process.cwd(), 'src-servers/faulty/healthy.ts') }] },
  },
];

const inCalls: Case[] = [
  { code: 'exited-while-running', definition: faulty('crashes-in-call'), says: /code 3.*panic/s },
  { code: 'killed-by-signal', definition: faulty('killed-by-signal', 'SIGKILL'), says: /SIGKILL.*memory/s },
  {
    code: 'call-timeout',
    definition: impatient(faulty('hangs-in-call')),
    says: /within 1 s/,
    edit: { signalbox: { callTimeout: 3000 } },
  },
  { code: 'stdout-noise', definition: faulty('text-before-message'), says: /Loading model/ },
  { code: 'invalid-utf8', definition: faulty('invalid-utf8'), says: /not UTF-8/ },
  { code: 'message-too-large', definition: faulty('big-line', '11'), says: /11\.0 MB.*read here/ },
  { code: 'message-too-large', definition: faulty('big-line', '70'), says: /past the limit/ },
  { code: 'message-too-deep', definition: faulty('deep-json'), says: /nested/ },
  { code: 'invalid-message', definition: faulty('wrong-ids', 'both'), says: /and an error/ },
  { code: 'invalid-message', definition: faulty('wrong-ids', 'no-jsonrpc'), says: /odd/ },
  { code: 'unknown-response-id', definition: faulty('wrong-ids', 'unknown'), says: /987654/ },
  { code: 'duplicate-response', definition: faulty('wrong-ids', 'duplicate'), says: /again/ },
  {
    code: 'wrong-id-type',
    definition: impatient(faulty('wrong-ids', 'string')),
    says: /a text instead of a number/,
  },
  { code: 'wrong-id-type', definition: faulty('wrong-ids', 'null'), says: /null/ },
  { code: 'wrong-era', definition: faulty('modern-asks-back'), says: /roots\/list/ },
  { code: 'truncated-message', definition: faulty('partial-line-then-exit'), says: /in the middle/ },
  {
    code: 'stdout-closed',
    definition: impatient(faulty('closes-stdout')),
    says: /no answer can come/,
  },
];

async function examine({ code, says, edit }: Case, rig: HostRig): Promise<void> {
  const { healthy, findings } = await rig.api.call('doctor.examine', { server: 'sick' });
  const serious = findings.filter(({ severity }) => severity !== 'info');
  expect(serious.map((finding) => finding.code)).toEqual([code]);
  expect(healthy).toBe(serious[0]?.severity === 'warning');
  expect(`${serious[0]?.detail ?? ''}\n${serious[0]?.evidence.join('\n') ?? ''}`).toMatch(says);
  expect(serious[0]?.fixes.length).toBeGreaterThan(0);
  if (edit !== undefined) expect(serious[0]?.fixes.find((fix) => fix.edit)?.edit).toEqual(edit);
}

// One after the other: together they would measure the machine.
describe('a server that does exactly one thing wrong is told exactly that', () => {
  test.each(atStart)('at its start: $code, $definition.args', async (one) => {
    await using rig = await createRig({ sick: one.definition });
    await start(rig);
    await examine(one, rig);
  });

  test.each(inCalls)('in a call: $code, $definition.args', async (one) => {
    await using rig = await createRig({ sick: one.definition }, { allowAll: true });
    await start(rig);
    await callEcho(rig);
    await examine(one, rig);
  });
});
