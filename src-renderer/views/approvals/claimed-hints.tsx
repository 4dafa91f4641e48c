import type { ReactNode } from 'react';
import type { Approval } from '#contract/grant.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';

interface Hint {
  words: string;
  tone: Tone;
}

/** What the server claims of the tool; claims are called claims (MCP: tool annotations are untrusted). */
export function hintsOf(hints: Approval['claimed']['hints']): Hint[] {
  const found: Hint[] = [];
  if (hints.destructiveHint === true) found.push({ words: 'destructive, claimed', tone: 'stop' });
  if (hints.destructiveHint === false) found.push({ words: 'not destructive, claimed', tone: 'neutral' });
  if (hints.readOnlyHint === true) found.push({ words: 'read only, claimed', tone: 'neutral' });
  if (hints.idempotentHint === true) found.push({ words: 'repeatable, claimed', tone: 'neutral' });
  if (hints.openWorldHint === true) found.push({ words: 'reaches outside, claimed', tone: 'neutral' });
  return found;
}

export function ClaimedHints({ hints }: { hints: Approval['claimed']['hints'] }): ReactNode {
  return hintsOf(hints).map((hint) => (
    <Badge key={hint.words} tone={hint.tone}>
      {hint.words}
    </Badge>
  ));
}
