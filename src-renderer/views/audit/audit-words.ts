import type { AuditEntry, Decision } from '#contract/grant.ts';

const decisions: Record<Decision, string> = {
  deny: 'you denied it',
  'allow-once': 'you allowed it once',
  'allow-session': 'you allowed it for the session',
  'allow-always': 'you allowed it always',
};

const reasons: Record<AuditEntry['reason'], string> = {
  person: 'you decided',
  rule: 'a rule let it pass',
  flag: 'allowed by --allow on the command line',
  'no-one-to-ask': 'nobody was there to ask',
  quit: 'Signalbox ended while it waited',
  'definition-changed': 'the definition changed while it waited',
  cancelled: 'it was cancelled while it waited',
};

/** Why a call was allowed or stopped, in words. */
export function auditReason(entry: Pick<AuditEntry, 'reason' | 'decision' | 'grant'>): string {
  if (entry.reason === 'person' && entry.decision !== undefined) return decisions[entry.decision];
  if (entry.reason === 'rule' && entry.grant !== undefined) return `rule ${entry.grant} let it pass`;
  return reasons[entry.reason];
}
