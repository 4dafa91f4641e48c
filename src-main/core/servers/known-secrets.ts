import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import { hideLooks, isSecretName } from './describe-launch.ts';

const hidden = '••••';
/** Shorter values are words of everyday texts; to replace them would spoil the text and hide nothing. */
const shortest = 6;

/** The values that these definitions (with their variables expanded) give to names that normally hold secrets. */
export function knownSecrets(definitions: readonly ServerDefinition[]): string[] {
  const found = new Set<string>();
  for (const definition of definitions) {
    const pairs = Object.entries((isStdio(definition) ? definition.env : definition.headers) ?? {});
    for (const [name, value] of pairs) {
      if (!isSecretName(name)) continue;
      const bare = value.replace(/^(?:Bearer|Basic|Token) /i, '');
      if (bare.length >= shortest) found.add(bare);
    }
  }
  // A secret that holds another goes first, else its rest would stay.
  return [...found].toSorted((a, b) => b.length - a.length);
}

/** The text without these secrets, as they are or escaped in JSON, and without what looks like one. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of secrets) {
    shown = shown.replaceAll(secret, hidden);
    const escaped = JSON.stringify(secret).slice(1, -1);
    if (escaped !== secret) shown = shown.replaceAll(escaped, hidden);
  }
  return hideLooks(shown);
}
