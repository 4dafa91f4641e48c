import type { FindingCode, Fix } from '#contract/doctor.ts';
import type { Facts, Remark, WireFacts } from './facts.ts';
import type { FindingDraft } from './finding-draft.ts';
import { noiseFixes } from './noise-fixes.ts';

/** Past this size hosts built on the TypeScript library of MCP end the connection. */
const largeForOthers = 10 * 1024 * 1024;

interface Rule {
  code: FindingCode;
  remark: Remark;
  detail(count: string, facts: Facts): string;
  fixes: readonly Fix[];
}

const library: Fix = {
  title: 'Let the library frame the messages',
  text: 'The official MCP libraries write each message whole, in UTF-8, with one newline. Write nothing to stdout beside them.',
};
const ids: Fix = {
  title: 'Give back the id as it came',
  text: 'Copy the "id" of the request into the response unchanged: the same value and the same JSON type (JSON-RPC 2.0, section 5).',
};
const once: Fix = {
  title: 'Answer each request once',
  text: 'Look for a handler that both returns a result and sends one, or a retry that repeats the answer.',
};

const rules: readonly Rule[] = [
  {
    code: 'byte-order-mark',
    remark: 'byte-order-mark',
    detail: (count) => `The bytes EF BB BF stand in front of ${count}.`,
    fixes: [
      {
        title: 'Write UTF-8 without a mark',
        text: 'C#: new UTF8Encoding(false); PowerShell: utf8NoBOM; Python: encoding "utf-8", not "utf-8-sig".',
      },
    ],
  },
  {
    code: 'odd-line-endings',
    remark: 'odd-line-ending',
    detail: (count) => `It was seen on ${count}.`,
    fixes: [
      {
        title: 'End lines with \\n',
        text: 'Python on Windows: sys.stdout.reconfigure(newline="\\n"); C#: Console.Out.NewLine = "\\n".',
      },
    ],
  },
  {
    code: 'invalid-utf8',
    remark: 'invalid-utf8',
    detail: (count) => `Bytes that are not UTF-8 were in ${count}. MCP: messages must be UTF-8.`,
    fixes: [
      {
        title: 'Encode as UTF-8',
        text: 'Convert what you read from files or programs before you send it; Python: PYTHONUTF8=1; Java: -Dstdout.encoding=UTF-8; binary data belongs in base64.',
      },
    ],
  },
  {
    code: 'message-too-deep',
    remark: 'too-deep',
    detail: (count) =>
      `More than 1,000 arrays and objects are nested in ${count}; it was not parsed. The raw bytes are in the traffic.`,
    fixes: [
      { title: 'Send less structure', text: 'Look for an object that contains itself, or flatten the data.' },
    ],
  },
  {
    code: 'invalid-message',
    remark: 'invalid',
    detail: (count) =>
      `JSON that is no JSON-RPC 2.0 message was in ${count}: without "jsonrpc": "2.0", with result and error together, as a batch, or no message at all.`,
    fixes: [library],
  },
  {
    code: 'wrong-id-type',
    remark: 'wrong-id-type',
    detail: (count) =>
      `The request’s id came back as another type in ${count}: a text instead of a number, or null.`,
    fixes: [ids],
  },
  {
    code: 'unknown-response-id',
    remark: 'unknown-id',
    detail: (count) => `No request with that id was open: ${count}.`,
    fixes: [ids],
  },
  {
    code: 'duplicate-response',
    remark: 'duplicate-response',
    detail: (count) => `A request that had its answer was answered again: ${count}.`,
    fixes: [once],
  },
  {
    code: 'wrong-era',
    remark: 'wrong-era',
    detail: (count) => `Revision 2026-07-28 has no requests from server to client; it sent one in ${count}.`,
    fixes: [
      {
        title: 'Answer with what you need',
        text: 'In the new revision a tool asks for input with its result (multi round-trip requests); update the MCP library of the server.',
      },
    ],
  },
];

/** What the bytes on the wire say. */
export function wireFindings(facts: Facts): FindingDraft[] {
  const { wire } = facts;
  if (!wire) return [];
  const drafts: FindingDraft[] = [];
  for (const rule of rules) {
    const found = wire.remarked[rule.remark];
    if (!found) continue;
    drafts.push({
      code: rule.code,
      detail: rule.detail(linesOf(found.count), facts),
      evidence: found.samples,
      fixes: rule.fixes,
    });
  }
  return [
    ...noiseFindings(facts, wire),
    ...drafts,
    ...sizeFindings(wire),
    ...truncatedFindings(facts, wire),
    ...pipeFindings(facts, wire),
    ...lateFindings(facts, wire),
  ];
}

function noiseFindings(facts: Facts, wire: WireFacts): FindingDraft[] {
  const { noise, 'text-before-message': before } = wire.remarked;
  if (!noise && !before) return [];
  const evidence = [...(before?.samples ?? []), ...(noise?.samples ?? [])];
  const count = linesOf((noise?.count ?? 0) + (before?.count ?? 0));
  const detail = before
    ? `Text without a newline stands in front of a message on the same line, so that the message is lost. Seen in ${count}.`
    : `There is text among the messages on stdout: ${count}.`;
  return [{ code: 'stdout-noise', detail, evidence, fixes: noiseFixes(facts.definition, evidence) }];
}

function sizeFindings(wire: WireFacts): FindingDraft[] {
  const over = wire.remarked['too-large'];
  if (!over && wire.largestLine < largeForOthers) return [];
  const size = `${(wire.largestLine / 1_000_000).toFixed(1)} MB`;
  return [
    {
      code: 'message-too-large',
      ...(over ? { severity: 'error' as const } : {}),
      detail: over
        ? `A message of ${size} is past the limit of this host; it was not read whole.`
        : `The largest message has ${size}. It was read here.`,
      fixes: [
        {
          title: 'Send less at once',
          text: 'Page the result (nextCursor), give a resource link instead of the content, or let the caller ask for a range.',
        },
      ],
    },
  ];
}

function truncatedFindings({ name }: Facts, wire: WireFacts): FindingDraft[] {
  const found = wire.remarked.truncated;
  if (!found) return [];
  const isWhole = found.samples.some(isJson);
  return [
    {
      code: 'truncated-message',
      detail: isWhole
        ? `${name} wrote a whole message without the newline that ends it.`
        : `${name} ended in the middle of a message.`,
      evidence: found.samples,
      fixes: isWhole
        ? [
            {
              title: 'End each message with a newline',
              text: 'Write JSON.stringify(message) + "\\n", and flush.',
            },
          ]
        : [
            {
              title: 'Wait for the output before the end',
              text: 'Let the last write finish before the process exits: process.stdout.write(text, () => process.exit()); sys.stdout.flush().',
            },
          ],
    },
  ];
}

/** True when the last bytes were a message that lacks only its newline. */
export function lacksNewlineOnly(wire: WireFacts | undefined): boolean {
  return wire?.remarked.truncated?.samples.some(isJson) ?? false;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    // A sample holds only the beginning of a long line; such a line is judged to be cut.
    return false;
  }
}

function pipeFindings({ name }: Facts, wire: WireFacts): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  if (wire.stdinClosed) {
    drafts.push({
      code: 'stopped-reading',
      detail: `${name} lives on, but has closed its stdin or takes nothing from it: it gets no more messages.`,
      evidence: wire.stderrTail,
      fixes: [
        {
          title: 'Keep reading stdin',
          text: 'Look for code that closes or pauses stdin, a child process that inherited it, or a main loop that has ended.',
        },
      ],
    });
  }
  if (wire.stdoutClosed) {
    drafts.push({
      code: 'stdout-closed',
      detail: `${name} has closed its stdout and lives on: no answer can come.`,
      evidence: wire.stderrTail,
      fixes: [
        {
          title: 'Keep stdout open',
          text: 'Look for code that closes or redirects stdout, or a daemon mode that detaches from its pipes.',
        },
      ],
    });
  }
  return drafts;
}

function lateFindings({ name, timeouts, limits }: Facts, wire: WireFacts): FindingDraft[] {
  const late = wire.remarked.late;
  const longer = Math.min(86_400_000, limits.call * 3);
  const patience: Fix = {
    title: 'Wait longer',
    text: `Calls of ${name} may take ${longer / 1000} s instead of ${limits.call / 1000} s.`,
    edit: { signalbox: { callTimeout: longer } },
  };
  const progress: Fix = {
    title: 'Report progress',
    text: 'A server that sends notifications/progress is given more time by most hosts.',
  };
  const drafts: FindingDraft[] = [];
  if (late) {
    drafts.push({
      code: 'late-response',
      ...(timeouts.length === 0 ? { severity: 'info' as const } : {}),
      detail:
        timeouts.length === 0
          ? `It went on and answered after the request was cancelled: ${linesOf(late.count)}.`
          : `The answer came after ${limits.call / 1000} s had passed: ${linesOf(late.count)}.`,
      evidence: timeouts,
      fixes: [patience, progress],
    });
  }
  if (timeouts.length > (late?.count ?? 0)) {
    drafts.push({
      code: 'call-timeout',
      detail: `${name} has not answered ${timeouts.length === 1 ? 'a request' : `${timeouts.length} requests`} at all.`,
      evidence: [...timeouts, ...wire.stderrTail.slice(-5)],
      fixes: [
        {
          title: 'Look at its log',
          text: 'The Logs tab shows what it said meanwhile; a request must be answered with a result or an error.',
        },
        patience,
        progress,
      ],
    });
  }
  return drafts;
}

const linesOf = (count: number): string => (count === 1 ? 'one line' : `${count.toLocaleString('en')} lines`);
