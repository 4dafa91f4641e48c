/** The verdict of one `.gitignore` file on one path; undefined: no line speaks of it. */
export type Verdict = 'ignored' | 'kept' | undefined;

interface Rule {
  readonly pattern: RegExp;
  readonly keeps: boolean;
  readonly foldersOnly: boolean;
}

/** The rules of one `.gitignore` file. Paths are relative to the folder that holds it. */
export class IgnoreFile {
  readonly #rules: readonly Rule[];

  constructor(text: string) {
    this.#rules = text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .map(parseRule)
      .filter((rule) => rule !== undefined);
  }

  /** The last line that matches decides. */
  judge(path: string, isFolder: boolean): Verdict {
    const rule = this.#rules.findLast((one) => (isFolder || !one.foldersOnly) && one.pattern.test(path));
    return rule === undefined ? undefined : rule.keeps ? 'kept' : 'ignored';
  }
}

/** One line as gitignore(5) reads it. */
function parseRule(line: string): Rule | undefined {
  if (line.startsWith('#')) return undefined;
  let glob = line.replace(/(?<!\\)[ \t]+$/, '');
  const keeps = glob.startsWith('!');
  if (keeps) glob = glob.slice(1);
  const foldersOnly = glob.endsWith('/');
  if (foldersOnly) glob = glob.slice(0, -1);
  if (glob === '') return undefined;
  const anchored = glob.includes('/');
  if (glob.startsWith('/')) glob = glob.slice(1);
  const source = globSource(glob);
  if (source === undefined) return undefined;
  return { pattern: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}$`, 's'), keeps, foldersOnly };
}

/** A glob as the source of a regular expression; undefined when it can match nothing. */
function globSource(glob: string): string | undefined {
  let source = '';
  for (let at = 0; at < glob.length;) {
    const rest = glob.slice(at);
    const atStart = at === 0 || glob[at - 1] === '/';
    if (atStart && rest.startsWith('**/')) {
      source += '(?:.*/)?';
      at += 3;
    } else if (atStart && rest === '**') {
      source += '.+';
      at += 2;
    } else if (rest.startsWith('*')) {
      source += '[^/]*';
      at += /^\*+/.exec(rest)?.[0].length ?? 1;
    } else if (rest.startsWith('?')) {
      source += '[^/]';
      at += 1;
    } else if (rest.startsWith('[')) {
      const found = /^\[([!^]?)(\]?[^\]]*)\]/.exec(rest);
      if (found === null) return undefined;
      source += characterClass(found[1] !== '', found[2] ?? '');
      at += found[0].length;
    } else {
      if (rest.startsWith('\\')) at += 1;
      // A backslash at the very end escapes nothing; git matches nothing then.
      if (at >= glob.length) return undefined;
      const character = String.fromCodePoint(glob.codePointAt(at) ?? 0);
      source += character.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`);
      at += character.length;
    }
  }
  return source;
}

function characterClass(negated: boolean, members: string): string {
  const escaped = members.replaceAll(/[\\\]^[]/g, String.raw`\$&`);
  return `(?!/)[${negated ? '^' : ''}${escaped}]`;
}
