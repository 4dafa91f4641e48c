import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import { hideLooks, isSecretName } from './describe-launch.ts';

const hidden = '••••';
/** Shorter values are words of everyday texts; to replace them would spoil the text and hide nothing. */
const shortest = 6;

/** The values that these definitions (with their variables expanded) give to names that normally hold secrets. */
export function knownSecrets(definitions: readonly ServerDefinition[]): string[] {
  const found = new Set<string>();
  const add = (value: string): void => {
    const bare = value.replace(/^(?:Bearer|Basic|Token) /i, '');
    if (bare.length >= shortest) found.add(bare);
  };
  for (const definition of definitions) {
    const pairs = Object.entries((isStdio(definition) ? definition.env : definition.headers) ?? {});
    for (const [name, value] of pairs) if (isSecretName(name)) add(value);
    const words = isStdio(definition) ? (definition.args ?? []) : [];
    secretsInArguments(words).forEach(add);
    const addresses = isStdio(definition) ? words : [definition.url];
    for (const text of [...addresses, ...pairs.map(([, value]) => value)]) secretsInUrl(text).forEach(add);
  }
  // A secret that holds another goes first, else its rest would stay.
  return [...found].toSorted((a, b) => b.length - a.length);
}

/** `--token x`, `--api-key=x`, `API_KEY=x`, `Authorization: x`. */
function secretsInArguments(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    const before = words[at - 1];
    if (before !== undefined && /^--?[\w-]+$/.test(before) && isSecretName(before) && !/^--?\w/.test(word))
      return [word];
    const [, name, value] = /^-{0,2}([\w.-]+)(?:=|:\s*)(.+)$/s.exec(word) ?? [];
    return name !== undefined && value !== undefined && !value.startsWith('//') && isSecretName(name)
      ? [value]
      : [];
  });
}

/** The password of an address and its parameters with a secret name. */
function secretsInUrl(text: string): string[] {
  const password = /[a-z][\w+.-]*:\/\/[^/@\s:]*:([^/\s]*)@/i.exec(text)?.[1];
  const parameters = [...text.matchAll(/[?&#]([\w.-]+)=([^&#]+)/g)].flatMap(([, name = '', value = '']) =>
    isSecretName(name) ? [value] : [],
  );
  return password === undefined ? parameters : [password, ...parameters];
}

/** The text without these secrets, as they are or escaped in JSON, and without what looks like one. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of secrets) {
    let form = secret;
    // JSON may be a text within JSON: a result often is.
    for (let depth = 0; depth < 3; depth += 1) {
      shown = shown.replaceAll(form, hidden);
      const escaped = JSON.stringify(form).slice(1, -1);
      if (escaped === form) break;
      form = escaped;
    }
  }
  return hideLooks(shown);
}
