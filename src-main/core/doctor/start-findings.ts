import type { DefinitionEdit, FindingCode, Fix } from '#contract/doctor.ts';
import type { HostError } from '#contract/host-error.ts';
import { isStdio } from '#contract/server-definition.ts';
import { endFindings } from './end-findings.ts';
import type { Facts } from './facts.ts';
import type { FindingDraft } from './finding-draft.ts';
import { readLaunch } from './read-launch.ts';
import { reasonFinding } from './reason-findings.ts';

/** Why it does not run: what the failed start, or looking at the definition, says. */
export function startFindings(facts: Facts): FindingDraft[] {
  const { state } = facts;
  const error = state.phase === 'failed' ? state.error : facts.check;
  if (!error) return endFindings(facts);
  switch (error.code) {
    case 'command-not-found':
      return [of('command-not-found', error, commandFixes(facts))];
    case 'not-executable':
      return [of('not-executable', error, executableFixes(facts, error))];
    case 'bad-working-directory':
      return [of('bad-working-directory', error, folderFixes(facts))];
    case 'script-not-found':
      return [of('script-not-found', error, scriptFixes(facts))];
    case 'missing-variable':
      return [of('missing-environment', error, [variableFix()])];
    case 'spawn-failed':
      return [of('spawn-failed', error, [retry])];
    case 'handshake-timeout':
      return [silentFinding(facts, error)];
    case 'handshake-failed':
    case 'protocol-error':
      return [of('handshake-failed', error, [ownLog])];
    case 'version-mismatch':
      return [of('version-mismatch', error, [update])];
    case 'unreachable':
      return [of('unreachable', error, [address])];
    case 'definition-changed':
      return [of('not-started', error, [look])];
    case 'cancelled':
      return [];
    default:
      return endFindings(facts);
  }
}

const retry: Fix = { title: 'Make room', text: 'Stop some servers or programs, then start it again.' };
const ownLog: Fix = {
  title: 'Look at the exchange',
  text: 'Traffic shows the request and the answer side by side; the server’s own log says why it refused.',
};
const update: Fix = {
  title: 'Update the server',
  text: 'Build it with a current version of its MCP library: hosts know the revisions 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25 and 2026-07-28.',
};
const address: Fix = {
  title: 'Check the address',
  text: 'Open the address in a browser or with curl on this machine; check its path (often /mcp or /sse), its port, and whether it wants a token under "headers".',
};
const look: Fix = {
  title: 'Look at its command, then start it',
  text: 'Its command in the file is new or has changed. Start it when that is what you want.',
};

function of(code: FindingCode, error: HostError, fixes: Fix[]): FindingDraft {
  return { code, detail: error.message, evidence: error.evidence ?? [], fixes };
}

function commandFixes({ suggestions, loginShell, definition }: Facts): Fix[] {
  const fixes: Fix[] = [];
  if (loginShell?.executable !== undefined) {
    fixes.push({
      title: 'Use the path that your shell finds',
      text: `Your login shell finds it at ${loginShell.executable}; programs started from a menu do not look there.`,
      edit: { command: loginShell.executable },
    });
  }
  for (const suggestion of suggestions) {
    if (suggestion === loginShell?.executable) continue;
    fixes.push({
      title: `Use ${suggestion}`,
      text: 'A program with this name exists.',
      edit: { command: suggestion },
    });
  }
  const { runner } = readLaunch(definition);
  fixes.push({ title: 'Install it', text: installation(runner) });
  return fixes;
}

function installation(runner: string | undefined): string {
  switch (runner) {
    case 'npx':
    case 'npm':
    case 'node':
      return 'It comes with Node.js: install that from nodejs.org or your package manager, then give the whole path.';
    case 'uvx':
    case 'uv-run':
      return 'It comes with uv: install that from docs.astral.sh/uv, then give the whole path.';
    case 'python':
      return 'Install Python; on many systems the command is python3, not python.';
    case 'docker':
      return 'Install Docker or Podman and start its service.';
    default:
      return 'Install the program, or give its whole path as the command.';
  }
}

function executableFixes(facts: Facts, error: HostError): Fix[] {
  const { definition } = facts;
  const command = isStdio(definition) ? definition.command : '';
  const { language } = readLaunch(definition);
  const interpreter = language === 'python' ? 'python3' : language === 'javascript' ? 'node' : undefined;
  const fixes: Fix[] = [];
  if (error.message.includes('is a folder')) {
    return [{ title: 'Name the program', text: `Give the program inside ${command} as the command.` }];
  }
  if (interpreter !== undefined) {
    const edit: DefinitionEdit = { command: interpreter, args: [{ at: 0, how: 'insert', value: command }] };
    fixes.push({ title: `Start it with ${interpreter}`, text: `Runs ${interpreter} ${command}.`, edit });
  }
  fixes.push({ title: 'Make it executable', text: `Run: chmod +x ${command}` });
  return fixes;
}

function folderFixes({ startFolder }: Facts): Fix[] {
  return [
    {
      title: 'Use an existing folder',
      text: `Correct "cwd". Without it the server starts in ${startFolder}.`,
      edit: { cwd: startFolder },
    },
  ];
}

function scriptFixes({ definition }: Facts): Fix[] {
  const { script } = readLaunch(definition);
  const isBuilt = /(^|[/\\])(dist|build|out|lib)[/\\]/.test(script?.text ?? '');
  return [
    ...(isBuilt
      ? [
          {
            title: 'Build it first',
            text: 'The path points into a build folder: run its build (npm run build).',
          },
        ]
      : []),
    { title: 'Correct the path', text: 'Give the whole path of the script.' },
  ];
}

function variableFix(): Fix {
  return {
    title: 'Set the variable',
    text: 'Set it in the environment that Signalbox is started from, or write the value under "env".',
  };
}

/** Nothing came: slow, hanging, buffering, or told why on stderr. */
function silentFinding(facts: Facts, error: HostError): FindingDraft {
  const reason = reasonFinding(facts);
  if (reason) return reason;
  const { runner, language } = readLaunch(facts.definition);
  const fixes: Fix[] = [];
  if (language === 'python' || runner === 'uvx') {
    fixes.push({
      title: 'Turn off output buffering',
      text: 'Python holds back what is written to a pipe until it is flushed: set PYTHONUNBUFFERED=1, or call flush after each message.',
      edit: { env: { PYTHONUNBUFFERED: '1' } },
    });
  }
  if (runner === 'npx' || runner === 'uvx' || runner === 'docker' || runner === 'pipx') {
    fixes.push({
      title: 'Give it time for the download',
      text: `The first start with ${runner} downloads the package. Wait a minute for the first time.`,
      edit: { signalbox: { handshakeTimeout: 60_000 } },
    });
  } else {
    fixes.push({
      title: 'Wait longer',
      text: 'If it only starts slowly, give the handshake more time.',
      edit: { signalbox: { handshakeTimeout: Math.min(600_000, facts.limits.handshake * 3) } },
    });
  }
  fixes.push({
    title: 'Check that it is an MCP server over stdio',
    text: 'A server that listens on a port needs its address as "url"; some programs want an argument such as --stdio or mcp.',
  });
  return { code: 'handshake-timeout', detail: error.message, evidence: facts.wire?.stderrTail ?? [], fixes };
}
