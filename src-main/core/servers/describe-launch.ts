import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import type { ServerState } from '#contract/server-state.ts';
import { quoteShellWord } from './shell-words.ts';

const hidden = '••••';
const secretName =
  /(^|[^a-z])(key|auth|pass|pwd|pat|jwt)([^a-z]|$)|api_?key|access_?key|private_?key|secret|token|passw(or)?d|passphrase|authorization|credential|cookie|bearer|signature/i;
/** Values known by their look: provider prefixes, JSON web tokens. */
const secretLook =
  /\b(sk|pk|rk)[-_][\w-]{16,}|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bxox[a-z]-[\w-]{10,}|\bAKIA[A-Z0-9]{16}\b|\bAIza[\w-]{30,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;

/**
 * What would be run, whole, for people to judge (attack: hidden arguments). Values that look secret, by the name they are
 * given to or by their own look, become `••••`; names of environment variables are shown, their values never.
 */
export function describeLaunch(definition: ServerDefinition): ServerState['launch'] {
  if (!isStdio(definition)) {
    const headers = Object.entries(definition.headers ?? {}).map(([name, value]) => [
      '--header',
      `${name}: ${isSecretName(name) ? hideValue(value) : hideLooks(value)}`,
    ]);
    return {
      commandLine: [hideInUrl(definition.url), ...headers.flat()].map(quoteShellWord).join(' '),
      environmentNames: [],
    };
  }
  return {
    commandLine: hideArguments([definition.command, ...(definition.args ?? [])])
      .map(quoteShellWord)
      .join(' '),
    environmentNames: Object.keys(definition.env ?? {}),
    ...(definition.cwd === undefined ? {} : { cwd: definition.cwd }),
  };
}

/** True when a variable, option or header of this name normally holds a secret. */
export function isSecretName(name: string): boolean {
  // `apiKey` and `authToken` are read as `api_Key` and `auth_Token`.
  return secretName.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2'));
}

/** A command with its arguments, the values of those that are named like secrets replaced by `••••`. */
export function hideArguments(words: readonly string[]): string[] {
  let nextIsSecret = false;
  return words.map((word, at) => {
    if (nextIsSecret && !/^--?\w/.test(word)) {
      nextIsSecret = false;
      return hideValue(word);
    }
    nextIsSecret = at > 0 && /^--?[\w-]+$/.test(word) && isSecretName(word);
    return at === 0 ? hideLooks(word) : hideInWord(word);
  });
}

function hideInWord(word: string): string {
  // --name=value, NAME=value (docker -e), Name: value (a header)
  const [, name, separator, value] = /^(-{0,2}[\w.-]+)(=|:\s*)(.+)$/s.exec(word) ?? [];
  if (name !== undefined && separator !== undefined && value !== undefined && !value.startsWith('//')) {
    return `${name}${separator}${isSecretName(name) ? hideValue(value) : hideInUrl(value)}`;
  }
  return hideInUrl(word);
}

/** A reference to a variable is no secret, unless it brings a default; a scheme such as Bearer may be seen. */
export function hideValue(value: string): string {
  if (/^(\w+ )?\$\{(?:(?!:-)[^}])*\}$/.test(value)) return value;
  const scheme = /^(Bearer|Basic|Token) /i.exec(value)?.[0] ?? '';
  return `${scheme}${hidden}`;
}

/** An address or any other text, without the password and the secret parameters of an address. */
export function hideInUrl(text: string): string {
  const withoutUser = text.replace(/^([a-z][\w+.-]*:\/\/)([^/@\s:]*):([^/\s]*)@/i, `$1$2:${hidden}@`);
  const withoutQuery = withoutUser.replaceAll(
    /([?&#])([\w.-]+)=([^&#]+)/g,
    (all: string, mark: string, name: string, value: string) =>
      isSecretName(name) ? `${mark}${name}=${hideValue(value)}` : all,
  );
  return hideLooks(withoutQuery);
}

/** Replaces what has the look of a secret: provider prefixes, JSON web tokens. */
export function hideLooks(text: string): string {
  return text.replaceAll(secretLook, hidden);
}
