import type { Finding, FindingCode, FindingSeverity, Fix } from '#contract/doctor.ts';
import { catalogue } from './catalogue.ts';

/** Lines of evidence that are shown, and characters of each. */
const lineLimit = 10;
const lineLength = 400;

/** What a rule of the doctor says; the catalogue adds what is always true of the code. */
export interface FindingDraft {
  code: FindingCode;
  detail: string;
  evidence?: readonly string[];
  fixes: readonly Fix[];
  severity?: FindingSeverity;
  title?: string;
}

/** The finding of a draft. */
export function findingOf(draft: FindingDraft): Finding {
  const { severity, title, otherHosts } = catalogue[draft.code];
  return {
    code: draft.code,
    severity: draft.severity ?? severity,
    title: draft.title ?? title,
    detail: draft.detail,
    evidence: (draft.evidence ?? []).slice(-lineLimit).map((line) => line.slice(0, lineLength)),
    otherHosts,
    fixes: [...draft.fixes],
  };
}
