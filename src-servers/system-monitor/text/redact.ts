import { printable } from './printable.ts';

const hidden = '[redacted]';

/** Option and variable names whose value is a secret. */
const secretName =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|signing[-_]?key|encryption[-_]?key|auth(?:orization)?|credentials?|cookie|bearer|dsn|connection[-_]?string)$/iu;

/** Secrets that can be told by their own shape, wherever they stand. */
const secretShapes: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/gu,
  /\b(?:sk|pk|rk)[-_][\w-]{16,}/gu,
  /\b(?:gh[opsur]|glpat|xox[abeoprs]|npm|pypi|hf|dop_v1|shpat)[-_][\w-]{16,}/gu,
  /\bgithub_pat_\w{20,}/gu,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/gu,
  /\bAIza[\w-]{30,}/gu,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*/gu,
];

/** Programs whose option takes a secret without saying so by its name. */
const shortSecrets: readonly { program: RegExp; option: RegExp; joined: boolean }[] = [
  { program: /^(?:mysql|mysqldump|mysqladmin|mariadb)/u, option: /^-p(?=.)/u, joined: true },
  { program: /^(?:curl|wget)$/u, option: /^(?:-u|--user|--proxy-user|-U)$/u, joined: false },
  { program: /^(?:sshpass|redis-cli|ldapsearch|mongo|mongosh)$/u, option: /^(?:-p|-a|-w)$/u, joined: false },
  { program: /^(?:sshpass|redis-cli)$/u, option: /^-[pa](?=.)/u, joined: true },
];

/**
 * A command line that may be shown to others: values of secret-looking options, variables and headers, credentials
 * in URLs and well-known token shapes are replaced, invisible characters made visible, and the length bounded.
 * Every user of the machine can read command lines, yet a transcript travels further than a process list.
 */
export function redactCommand(command: readonly string[], longest = 512): string {
  const program = command[0]?.split(/[/\\]/u).at(-1) ?? '';
  const short = shortSecrets.filter((rule) => rule.program.test(program));
  let hideNext = false;
  const shown = command.map((word) => {
    if (hideNext && !/^--?[a-z]/iu.test(word)) {
      hideNext = false;
      return hidden;
    }
    hideNext = false;
    const joined = short.find((rule) => rule.joined && rule.option.test(word))?.option.exec(word)?.[0];
    if (joined !== undefined) return `${joined}${hidden}`;
    hideNext =
      (/^--?[a-z]/iu.test(word) && !word.includes('=') && secretName.test(word)) ||
      short.some((rule) => !rule.joined && rule.option.test(word));
    return redactText(word);
  });
  return printable(
    shown.map((word) => (/\s/u.test(word) ? `"${word.replaceAll('"', '\\"')}"` : word)).join(' '),
    longest,
  );
}

/** Replaces what looks like a secret inside free text. */
export function redactText(text: string): string {
  let shown = text
    // name=value, also as --name=value, ?name=value and NAME=value
    .replace(/([\w.-]+)(=)([^&;\s'"]+|"[^"]*"|'[^']*')/gu, (whole, name: string, equals: string) =>
      secretName.test(name) ? `${name}${equals}${hidden}` : whole,
    )
    // "name": "value" and Name: value
    .replace(
      /([\w.-]+)("?\s*:\s*)(?!\/\/)("[^"]*"|(?:(?:Bearer|Basic|Token)\s+)?[^\s,;'"}]+)/giu,
      (whole, name: string, colon: string) => (secretName.test(name) ? `${name}${colon}${hidden}` : whole),
    )
    .replace(/\b(Bearer|Basic)\s+[\w+/=.~-]{6,}/giu, `$1 ${hidden}`)
    // scheme://user:password@host
    .replace(/(\b[a-z][\w+.-]*:\/\/)[^\s/@]+@/giu, `$1${hidden}@`);
  for (const shape of secretShapes) shown = shown.replace(shape, hidden);
  return shown;
}
