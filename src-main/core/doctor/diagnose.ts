import type { Finding, FindingCode } from '#contract/doctor.ts';
import type { Facts } from './facts.ts';
import { findingOf, type FindingDraft } from './finding-draft.ts';
import { offerFindings } from './offer-findings.ts';
import { startFindings } from './start-findings.ts';
import { lacksNewlineOnly, wireFindings } from './wire-findings.ts';

const order = { error: 0, warning: 1, info: 2 } as const;

/**
 * Names what is wrong with a server. Pure: facts in, findings out, errors first. A finding that only follows from another
 * one is left out, so that what is said is the cause.
 */
export function diagnose(facts: Facts): Finding[] {
  const drafts = [...startFindings(facts), ...wireFindings(facts), ...offerFindings(facts)];
  const codes = new Set(drafts.map(({ code }) => code));
  return drafts
    .filter(({ code }) => !isExplained(code, codes, facts))
    .filter((draft, at, all) => all.findIndex(({ code }) => code === draft.code) === at)
    .map((draft: FindingDraft) => findingOf(draft))
    .toSorted((a, b) => order[a.severity] - order[b.severity]);
}

/** True when another finding is the cause of this one. */
function isExplained(code: FindingCode, others: ReadonlySet<FindingCode>, { wire }: Facts): boolean {
  const has = (...causes: FindingCode[]): boolean => causes.some((cause) => others.has(cause));
  switch (code) {
    case 'handshake-timeout':
      return lacksNewlineOnly(wire) || has('stopped-reading', 'stdout-closed', 'wrong-id-type');
    case 'handshake-failed':
      return has(
        'stopped-reading',
        'stdout-closed',
        'stdout-noise',
        'message-too-large',
        'message-too-deep',
        'invalid-message',
      );
    case 'call-timeout':
      return lacksNewlineOnly(wire) || has('stopped-reading', 'stdout-closed', 'wrong-id-type');
    case 'killed-by-signal':
      // The host ends what it can no longer talk to.
      return has('stopped-reading', 'stdout-closed');
    case 'exited-at-start':
    case 'exited-while-running':
      return has('truncated-message', 'stopped-reading', 'stdout-closed');
    case 'truncated-message':
      // Who is killed cannot finish its line.
      return has('killed-by-signal', 'crash-loop');
    case 'unknown-response-id':
      return has('wrong-id-type');
    default:
      return false;
  }
}
