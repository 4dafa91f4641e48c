/** Why programs say that they cannot start. The codes are those of the doctor's findings. */
export interface KnownReason {
  code: 'missing-module' | 'script-not-found' | 'missing-environment' | 'port-in-use';
  /** The module, file, variable or port; undefined when the line does not name it. */
  subject: string | undefined;
  /** Who says so; decides what mends it. */
  from: 'node' | 'python' | 'npm' | 'uv' | 'docker' | 'other';
  /** What it means, as the end of a sentence. */
  text: string;
  /** The line of stderr that says so. */
  line: string;
}

type Pattern = Pick<KnownReason, 'code' | 'from'> & {
  pattern: RegExp;
  say(subject: string | undefined): string;
};

const moduleOf =
  (who: string, what: string) =>
  (subject: string | undefined): string =>
    `${who} did not find ${what} ${subject ?? ''}. `;
const file = (subject: string | undefined): string => `there is no file ${subject ?? ''}. Correct its path.`;
const port = (subject: string | undefined): string =>
  `the port${subject === undefined ? '' : ` ${subject}`} it wants is in use. End the other process or give it another port.`;
const variable = (subject: string | undefined): string =>
  `it wants the environment variable ${subject ?? ''}. Add it under "env".`;

/** One place for all of them: the sentence of a failed start and the doctor read them alike. */
const patterns: readonly Pattern[] = [
  {
    code: 'missing-module',
    from: 'node',
    pattern: /Cannot find (?:module|package) ["']([^"']+)["']/,
    say: (subject) =>
      `${moduleOf('Node', 'the module')(subject)}Install it where the server runs, or correct the path of the script.`,
  },
  {
    code: 'missing-module',
    from: 'python',
    pattern: /(?:ModuleNotFoundError|ImportError|python[\d.]*(?:\.exe)?): No module named '?([\w.-]+)/,
    say: (subject) =>
      `${moduleOf('Python', 'the module')(subject)}Install it in the environment that the command uses.`,
  },
  {
    code: 'missing-module',
    from: 'npm',
    pattern: /npm (?:error|ERR!) 404\s+'?(@?[^@'\s]+)(?:@[^']*)?'? (?:is not in|could not be found)/,
    say: (subject) => `${moduleOf('npm', 'the package')(subject)}Check its name and the registry.`,
  },
  {
    code: 'missing-module',
    from: 'uv',
    pattern: /Because (\S+) was not found in the package registry/,
    say: (subject) => `${moduleOf('uv', 'the package')(subject)}Check its name and the index.`,
  },
  {
    code: 'missing-module',
    from: 'docker',
    pattern: /(?:pull access denied for|manifest for|No such image:?|Unable to find image) '?([^\s,']+)/,
    say: (subject) => `${moduleOf('Docker', 'the image')(subject)}Check its name, or pull it first.`,
  },
  {
    code: 'missing-module',
    from: 'other',
    pattern: /(?:cannot load such file -- |Could not find or load main class )(\S+)/,
    say: (subject) => `${moduleOf('its runtime', 'the module')(subject)}Install it where the server runs.`,
  },
  { code: 'script-not-found', from: 'python', pattern: /can't open file '([^']+)'/, say: file },
  { code: 'script-not-found', from: 'other', pattern: /Unable to access jarfile (\S+)/, say: file },
  { code: 'script-not-found', from: 'uv', pattern: /[Ff]ailed to spawn: [`']([^`']+)[`']/, say: file },
  {
    code: 'port-in-use',
    from: 'other',
    pattern: /(?::|port |', )(\d{2,5})\b[^\n]{0,40}address (?:is )?already in use/i,
    say: port,
  },
  { code: 'port-in-use', from: 'other', pattern: /EADDRINUSE.*?(\d{2,5})?$/, say: port },
  { code: 'port-in-use', from: 'other', pattern: /address already in use.*?(\d{2,5})?$/i, say: port },
  {
    code: 'missing-environment',
    from: 'other',
    pattern: /[Ee]nvironment [Vv]ariables?:?[^\n]{0,20}\b([A-Z][A-Z0-9_]{2,})\b/,
    say: variable,
  },
  {
    code: 'missing-environment',
    from: 'other',
    pattern: /\b([A-Z][A-Z0-9_]{2,})\b[^\n]{0,60}\benvironment variable/,
    say: variable,
  },
  {
    // Without the words "environment variable" only a name with an underscore is taken for one: ERROR is none.
    code: 'missing-environment',
    from: 'other',
    pattern:
      /\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b[^\n]{0,60}\b(?:(?:is|are) (?:required|missing|undefined)|must be (?:set|provided)|(?:is )?not (?:set|defined|provided))/,
    say: variable,
  },
  {
    code: 'missing-environment',
    from: 'other',
    pattern: /\b[Mm]issing[^\n]{0,40}\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/,
    say: variable,
  },
  {
    code: 'missing-environment',
    from: 'python',
    pattern: /KeyError: '([A-Z][A-Z0-9]*_[A-Z0-9_]+)'/,
    say: variable,
  },
];

/** The first line of stderr that says why the program cannot start, understood; undefined when none is known. */
export function knownReason(lines: readonly string[]): KnownReason | undefined {
  for (const line of lines) {
    for (const { pattern, code, from, say } of patterns) {
      const match = pattern.exec(line);
      if (match) return { code, from, subject: match[1], text: say(match[1]), line };
    }
  }
  return undefined;
}
