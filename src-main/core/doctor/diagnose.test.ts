import type { Fix } from '#contract/doctor.ts';
import { applyEdit, findingCodes } from '#contract/doctor.ts';
import type { HostErrorCode } from '#contract/host-error.ts';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { diagnose } from './diagnose.ts';
import type { Facts, WireFacts } from './facts.ts';

const quiet: WireFacts = {
  remarked: {},
  largestLine: 0,
  stdinClosed: false,
  stdoutClosed: false,
  stderrTail: [],
};

function factsOf(line: string, more: Partial<Facts> = {}): Facts {
  const [command = '', ...args] = line.split(' ');
  return {
    name: 'it',
    definition: { command, args },
    state: { phase: 'stopped', since: 0 },
    check: undefined,
    executable: '/usr/bin/it',
    suggestions: [],
    startFolder: '/home/me',
    loginShell: undefined,
    hostVariables: [],
    reason: undefined,
    lastCrash: undefined,
    wire: quiet,
    timeouts: [],
    limits: { handshake: 10_000, call: 60_000 },
    problems: [],
    tools: { count: 0, bytes: 0, tokens: 0 },
    badSchemas: [],
    ...more,
  };
}

function failed(code: HostErrorCode, exitCode = 1, stderrTail: string[] = []): Pick<Facts, 'state'> {
  const exit = { code: exitCode, signal: null, ranFor: 50, stderrTail };
  return { state: { phase: 'failed', since: 0, error: { code, message: 'it failed' }, exit } };
}

const noisy = (...samples: string[]): Pick<Facts, 'wire'> => ({
  wire: { ...quiet, remarked: { noise: { count: samples.length, samples } } },
});

function applied(definition: ServerDefinition, fix: Fix | undefined): unknown {
  return fix?.edit && applyEdit(definition, fix.edit);
}

test('nothing known, nothing found', () => {
  expect(diagnose(factsOf('node /x.js'))).toEqual([]);
  expect(diagnose(factsOf('node /x.js', { wire: undefined }))).toEqual([]);
});

test('every code has its entry, and other hosts are spoken of in a sentence', () => {
  expect(Object.keys(catalogue).toSorted()).toEqual([...findingCodes].toSorted());
  for (const { otherHosts } of Object.values(catalogue)) expect(otherHosts).toMatch(/\.$/);
});

test.each([
  ['node /srv/x.js', /console\.error/],
  ['python3 /srv/x.py', /file=sys\.stderr/],
  ['uvx mcp-server-git', /file=sys\.stderr/],
  ['uv run x.py', /StreamHandler\(sys\.stdout\)/],
  ['java -jar /srv/x.jar', /System\.err/],
  ['dotnet run', /Console\.Error/],
  ['/srv/server', /os\.Stderr/],
])('noise of %s is mended the way of its language', (line, said) => {
  const [finding] = diagnose(factsOf(line, noisy('hello')));
  expect(finding?.code).toBe('stdout-noise');
  expect(finding?.fixes.at(-1)?.text).toMatch(said);
});

test('banners of wrappers and libraries have a button', () => {
  const npm = factsOf('npm run mcp', noisy('> weather@1.0.0 mcp'));
  expect(applied(npm.definition, diagnose(npm)[0]?.fixes[0])).toMatchObject({
    args: ['--silent', 'run', 'mcp'],
  });
  const silent = factsOf('npm --silent run mcp', noisy('x'));
  expect(diagnose(silent)[0]?.fixes).toHaveLength(1);
  const dotenv = factsOf('node /x.js', noisy('[dotenv@17.2.3] injecting env (0) from .env'));
  expect(applied(dotenv.definition, diagnose(dotenv)[0]?.fixes[0])).toMatchObject({
    env: { DOTENV_CONFIG_QUIET: 'true' },
  });
  const docker = factsOf('docker run -it --rm image', noisy('x'));
  expect(applied(docker.definition, diagnose(docker)[0]?.fixes[0])).toMatchObject({
    args: ['run', '-i', '--rm', 'image'],
  });
});

test('a container without stdin is given one', () => {
  const facts = factsOf('docker run --rm image', failed('exited-at-start', 0));
  const [finding] = diagnose(facts);
  expect(finding?.code).toBe('exited-at-start');
  expect(applied(facts.definition, finding?.fixes[0])).toMatchObject({
    args: ['run', '-i', '--rm', 'image'],
  });
  const connected = diagnose(factsOf('docker run --rm -i image', failed('exited-at-start', 0)));
  expect(connected[0]?.fixes.some((fix) => fix.edit)).toBe(false);
});

test('exit code 137 of a container is the signal that it stands for', () => {
  expect(diagnose(factsOf('docker run -i image', failed('server-exited', 137)))).toMatchObject([
    { code: 'killed-by-signal', detail: expect.stringContaining('memory') },
  ]);
});

test('a silent Python server is told of buffering, a silent npx of its download', () => {
  const python = factsOf('python3 /x.py', failed('handshake-timeout'));
  expect(applied(python.definition, diagnose(python)[0]?.fixes[0])).toMatchObject({
    env: { PYTHONUNBUFFERED: '1' },
  });
  const npx = diagnose(factsOf('npx -y some-mcp', failed('handshake-timeout')));
  expect(npx[0]?.fixes[0]?.edit).toEqual({ signalbox: { handshakeTimeout: 60_000 } });
});

test('a command that only the login shell finds is offered with its whole path', () => {
  const loginShell = { executable: '/home/me/.nvm/bin/npx', variables: [] };
  const facts = factsOf('npx -y x', {
    ...failed('command-not-found'),
    loginShell,
    suggestions: ['/usr/bin/npx'],
  });
  expect(diagnose(facts)[0]?.fixes.map((fix) => fix.edit?.command)).toEqual([
    '/home/me/.nvm/bin/npx',
    '/usr/bin/npx',
    undefined,
  ]);
});

test('a missing variable is handed over when the host has it, and never written without a value', () => {
  const reason = {
    code: 'missing-environment',
    subject: 'API_KEY',
    from: 'other',
    text: 'It.',
    line: 'l',
  } as const;
  const ask = (more: Partial<Facts>): Fix | undefined =>
    diagnose(factsOf('node /x.js', { ...failed('exited-at-start'), reason, ...more }))[0]?.fixes[0];
  expect(ask({ hostVariables: ['API_KEY'] })?.edit).toEqual({ env: { API_KEY: '${API_KEY}' } });
  const loginShell = { executable: undefined, variables: ['API_KEY'] };
  expect(ask({ loginShell })).toMatchObject({ text: expect.stringContaining('login shell sets API_KEY') });
  expect(ask({ loginShell })?.edit).toBeUndefined();
  const set = { command: 'node', args: ['/x.js'], env: { API_KEY: '' } };
  expect(ask({ definition: set })?.title).toBe('Correct its value');
});

test('a module that is its own script is a script that is not there', () => {
  const reason = {
    code: 'missing-module',
    subject: '/srv/x.js',
    from: 'node',
    text: 'It.',
    line: 'l',
  } as const;
  expect(diagnose(factsOf('tsx /srv/x.js', { ...failed('exited-at-start'), reason }))[0]?.code).toBe(
    'script-not-found',
  );
});

test('errors come first, and each code once', () => {
  const wire: WireFacts = {
    ...quiet,
    remarked: {
      'odd-line-ending': { count: 9, samples: ['x'] },
      'duplicate-response': { count: 1, samples: ['x'] },
      noise: { count: 2, samples: ['x', 'y'] },
    },
  };
  expect(diagnose(factsOf('node /x.js', { wire })).map(({ severity }) => severity)).toEqual([
    'error',
    'warning',
    'info',
  ]);
});

test('evidence is short whatever the server wrote', () => {
  const [finding] = diagnose(
    factsOf('node /x.js', noisy(...Array.from({ length: 50 }, () => 'x'.repeat(9999)))),
  );
  expect(finding?.evidence.length).toBeLessThanOrEqual(10);
  expect(finding?.evidence.every((line) => line.length <= 400)).toBe(true);
});

test('templates that are refused are no problem; other refused lists are a warning', () => {
  const refusal = (list: 'resourceTemplates' | 'prompts'): Facts['problems'][number] => ({
    list,
    error: { code: 'protocol-error', message: 'Method not found', rpc: { code: -32_601 } },
  });
  expect(diagnose(factsOf('node /x.js', { problems: [refusal('resourceTemplates')] }))).toEqual([]);
  expect(diagnose(factsOf('node /x.js', { problems: [refusal('prompts')] }))).toMatchObject([
    { code: 'invalid-list', severity: 'warning' },
  ]);
});
