import { setTimeout as delay } from 'node:timers/promises';
import type { Approval, Decision } from '#contract/grant.ts';
import type { CliIo } from './cli-io.ts';
import { quoted, visibleLine } from './visible-text.ts';

/** A decision to allow counts only this many milliseconds after the question: nobody reads faster. */
const readingTime = 550;

/** Asks the person at the terminal about one tool call. The end of input, Ctrl+C and a bare Enter mean: deny. */
export async function askForApproval(io: CliIo, approval: Approval, signal: AbortSignal): Promise<Decision> {
  io.err(describeApproval(approval));
  await delay(readingTime, undefined, { signal }).catch(() => undefined);
  for (;;) {
    io.err('Deny (d), allow once (o), allow for this session (s), always allow (a)? [d] ');
    const line = await io.readLine(signal);
    const decision = line === undefined ? 'deny' : decisionOf(line);
    if (decision !== undefined) return decision;
  }
}

/** What the person is asked to judge: the call whole, and apart from it what only the server says. */
export function describeApproval(approval: Approval): string {
  const { claimed } = approval;
  const words = [
    ...(claimed.title === undefined ? [] : [`title: ${claimed.title}`]),
    ...(claimed.description === undefined ? [] : [claimed.description]),
    ...Object.entries(claimed.hints)
      .filter(([, value]) => value !== undefined)
      .map(([hint, value]) => `${hint}: ${String(value)}`),
  ];
  return [
    '',
    'Approve tool call',
    `  ${visibleLine(approval.server)} › ${visibleLine(approval.tool)}`,
    '  Arguments, as they will be sent:',
    quoted(approval.argumentsJson, 8000),
    ...(words.length > 0
      ? ['  The server says of it (not checked by anyone):', quoted(words.join('\n'), 3000)]
      : []),
    ...(approval.definitionChanged
      ? [
          '  WARNING: the tool is not defined as it was when it was allowed. Before:',
          quoted(approval.definitionChanged.before, 3000),
          '  Now:',
          quoted(approval.definitionChanged.after, 3000),
        ]
      : []),
    '',
  ].join('\n');
}

function decisionOf(line: string): Decision | undefined {
  switch (line.trim().toLowerCase()) {
    case '':
    case 'd':
    case 'deny':
    case 'n':
    case 'no':
      return 'deny';
    case 'o':
    case 'once':
      return 'allow-once';
    case 's':
    case 'session':
      return 'allow-session';
    case 'a':
    case 'always':
      return 'allow-always';
    default:
      return undefined;
  }
}
