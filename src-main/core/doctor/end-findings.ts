import type { FindingCode, Fix } from '#contract/doctor.ts';
import { isStdio } from '#contract/server-definition.ts';
import type { ExitFacts } from '#contract/session-state.ts';
import type { Facts } from './facts.ts';
import type { FindingDraft } from './finding-draft.ts';
import { readLaunch } from './read-launch.ts';
import { reasonFinding } from './reason-findings.ts';

/** How it ended: at its start, while it ran, by a signal, again and again. */
export function endFindings(facts: Facts): FindingDraft[] {
  const { state, lastCrash, name } = facts;
  if (state.phase !== 'failed') {
    if (!lastCrash) return [];
    const times = lastCrash.count === 1 ? 'once' : `${lastCrash.count} times`;
    const detail = `${name} ${inWords(lastCrash.exit)}. That happened ${times} in the last minutes; it was started again.`;
    return [{ ...endOf(facts, lastCrash.exit, detail), severity: 'warning' }];
  }
  const { error, exit } = state;
  const reason = reasonFinding(facts);
  if (error.code === 'crash-loop') {
    const loop: FindingDraft = {
      code: 'crash-loop',
      detail: error.message,
      evidence: error.evidence ?? exit?.stderrTail ?? [],
      fixes: [mend, start],
    };
    return reason ? [loop, reason] : [loop];
  }
  if (reason) return [reason];
  return [exit ? endOf(facts, exit, error.message) : unexplained(facts, error.code, error.message)];
}

const mend: Fix = {
  title: 'Look at its last words',
  text: 'They are above; the Logs tab has more. Run the same command in a terminal to see it fail there.',
};
const start: Fix = { title: 'Then start it', text: 'Starting it by hand forgets the crashes before.' };

function endOf(facts: Facts, exit: ExitFacts, detail: string): FindingDraft {
  const evidence = exit.stderrTail;
  const signal = signalOf(exit);
  if (signal !== undefined) {
    return {
      code: 'killed-by-signal',
      detail: `${detail} ${meaningOf(signal)}`.trim(),
      evidence,
      fixes: signalFixes(signal),
    };
  }
  const isAtStart = facts.state.phase === 'failed' && facts.state.error.code === 'exited-at-start';
  return {
    code: isAtStart ? 'exited-at-start' : 'exited-while-running',
    detail,
    evidence,
    fixes: [...(isAtStart ? startFixes(facts, exit) : []), mend],
  };
}

function unexplained(facts: Facts, code: string, detail: string): FindingDraft {
  const known: FindingCode = code === 'server-exited' ? 'exited-while-running' : 'handshake-failed';
  return { code: known, detail, evidence: facts.wire?.stderrTail ?? [], fixes: [mend] };
}

function inWords({ code, signal }: ExitFacts): string {
  return signal === null ? `ended by itself with code ${String(code)}` : `was ended by ${signal}`;
}

/** Shells and containers report a signal as exit code 128 + its number. */
const signalNumbers: Record<number, string> = { 6: 'SIGABRT', 9: 'SIGKILL', 11: 'SIGSEGV', 15: 'SIGTERM' };

function signalOf({ code, signal }: ExitFacts): string | undefined {
  return signal ?? (code === null ? undefined : signalNumbers[code - 128]);
}

function meaningOf(signal: string): string {
  switch (signal) {
    case 'SIGKILL':
      return 'Somebody ended it by force: mostly the system, because memory ran out.';
    case 'SIGSEGV':
    case 'SIGBUS':
    case 'SIGILL':
      return 'A native part of it crashed.';
    case 'SIGABRT':
      return 'It gave up by itself, mostly because memory ran out or an assertion failed.';
    case 'SIGTERM':
    case 'SIGINT':
    case 'SIGHUP':
      return 'Somebody asked it to end.';
    default:
      return '';
  }
}

function signalFixes(signal: string): Fix[] {
  switch (signal) {
    case 'SIGKILL':
    case 'SIGABRT':
      return [
        {
          title: 'Look for a shortage of memory',
          text: 'Linux: journalctl -k | grep -i oom. Containers: raise their memory limit. Node: --max-old-space-size.',
        },
      ];
    case 'SIGSEGV':
    case 'SIGBUS':
    case 'SIGILL':
      return [
        {
          title: 'Install its native modules anew',
          text: 'They may be built for another version or processor: npm rebuild, or pip install --force-reinstall.',
        },
      ];
    default:
      return [
        {
          title: 'Find out who ended it',
          text: 'Nothing of Signalbox ended it. Look for a service manager, a script or a person that did.',
        },
      ];
  }
}

/** Known ways of wrappers to end without a word. */
function startFixes(facts: Facts, exit: ExitFacts): Fix[] {
  const { definition, loginShell, executable } = facts;
  const { runner, package: image } = readLaunch(definition);
  const args = isStdio(definition) ? (definition.args ?? []) : [];
  const fixes: Fix[] = [];
  const run = args.indexOf('run');
  if (
    runner === 'docker' &&
    run >= 0 &&
    !args.some((word) => /^(-[a-z]*i[a-z]*|--interactive)$/.test(word))
  ) {
    fixes.push({
      title: 'Connect its stdin',
      text: `Without -i the container ${image ?? ''} gets no stdin and ends at once.`,
      edit: { args: [{ at: run + 1, how: 'insert', value: '-i' }] },
    });
  }
  const words = exit.stderrTail.join('\n');
  if (/Cannot connect to the Docker daemon|docker daemon running/i.test(words)) {
    fixes.push({ title: 'Start Docker', text: 'Its service does not run, or you may not use it.' });
  }
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|network error|Failed to fetch|dns error/i.test(words)) {
    fixes.push({
      title: 'Check the network',
      text: 'It wanted something from the network and did not get it: look at proxy and registry settings.',
    });
  }
  if (
    loginShell?.executable !== undefined &&
    executable !== undefined &&
    loginShell.executable !== executable
  ) {
    fixes.push({
      title: 'Use the program of your shell',
      text: `Your login shell runs ${loginShell.executable}; here ${executable} runs, which may be an older version.`,
      edit: { command: loginShell.executable },
    });
  }
  if (exit.code === 0) {
    fixes.push({
      title: 'Check how it wants to be started',
      text: 'It ended as if all was well: mostly an argument is missing (such as stdio, --stdio, serve or mcp), or it printed its help.',
    });
  }
  return fixes;
}
