import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';

/** The program that starts the server, when it is one that the doctor knows. */
export type Runner =
  | 'node'
  | 'npx'
  | 'npm'
  | 'yarn'
  | 'pnpm'
  | 'bun'
  | 'deno'
  | 'python'
  | 'uvx'
  | 'uv-run'
  | 'pipx'
  | 'docker'
  | 'dotnet'
  | 'java'
  | 'go'
  | 'ruby';

export type Language = 'javascript' | 'python' | 'java' | 'dotnet' | 'go' | 'ruby' | 'unknown';

/** How the doctor reads a command line. */
export interface LaunchReading {
  /** Undefined: a program of its own. */
  runner: Runner | undefined;
  language: Language;
  /** The script or path that is run, and where it stands in the arguments. */
  script: { text: string; at: number } | undefined;
  /** The package or image that is run. */
  package: string | undefined;
}

const runners: readonly (readonly [RegExp, Runner, Language])[] = [
  [/^(node|nodejs|tsx|ts-node)$/, 'node', 'javascript'],
  [/^npx$/, 'npx', 'javascript'],
  [/^npm$/, 'npm', 'javascript'],
  [/^yarn$/, 'yarn', 'javascript'],
  [/^pnpm$/, 'pnpm', 'javascript'],
  [/^bunx?$/, 'bun', 'javascript'],
  [/^deno$/, 'deno', 'javascript'],
  [/^(python|pypy)[\d.]*$/, 'python', 'python'],
  [/^uvx$/, 'uvx', 'python'],
  [/^uv$/, 'uv-run', 'python'],
  [/^(pipx|poetry|pdm|hatch|fastmcp|mcp)$/, 'pipx', 'python'],
  [/^(docker|podman|nerdctl)$/, 'docker', 'unknown'],
  [/^dotnet$/, 'dotnet', 'dotnet'],
  [/^(java|gradle|mvn)$/, 'java', 'java'],
  [/^go$/, 'go', 'go'],
  [/^(ruby|bundle)$/, 'ruby', 'ruby'],
];

/** Options that are followed by a value of their own, per runner. */
const valued: Partial<Record<Runner, readonly string[]>> = {
  node: ['-r', '--require', '--import', '--loader', '--env-file', '-C', '--conditions'],
  npx: ['-p', '--package', '-c', '--call', '--prefix'],
  python: ['-W', '-X'],
  uvx: ['--from', '--with', '-p', '--python', '--index-url', '--directory'],
  'uv-run': [
    '--directory',
    '--project',
    '--with',
    '-p',
    '--python',
    '--env-file',
    '--index-url',
    '--with-editable',
  ],
  docker: [
    '-e',
    '--env',
    '-v',
    '--volume',
    '--mount',
    '--name',
    '-p',
    '--publish',
    '--network',
    '--env-file',
    '-w',
    '-u',
  ],
};

/** Words behind which the real thing stands, such as `run` in `uv run server.py`. */
const verbs: Partial<Record<Runner, readonly string[]>> = {
  'uv-run': ['run', 'tool'],
  docker: ['run', 'container'],
  deno: ['run'],
  bun: ['run', 'x'],
  go: ['run'],
  dotnet: ['run', 'exec'],
  npm: ['run', 'exec', 'start', 'run-script'],
  yarn: ['run', 'dlx'],
  pnpm: ['run', 'dlx', 'exec'],
  pipx: ['run'],
};

/** Reads the command line of a definition as `npx`, `uvx`, `uv run`, `node`, `python`, `docker` and the like read it. */
export function readLaunch(definition: ServerDefinition): LaunchReading {
  if (!isStdio(definition)) {
    return { runner: undefined, language: 'unknown', script: undefined, package: undefined };
  }
  return readWords([definition.command, ...(definition.args ?? [])], 0);
}

function readWords(line: readonly string[], before: number): LaunchReading {
  const nothing: LaunchReading = {
    runner: undefined,
    language: 'unknown',
    script: undefined,
    package: undefined,
  };
  const [words, taken] = unwrapped(line);
  const offset = before + taken;
  const program = programName(words[0] ?? '');
  const [, runner, language = 'unknown'] = runners.find(([pattern]) => pattern.test(program)) ?? [];
  if (!runner) return { ...nothing, language: languageOf(words[0] ?? '') };
  const found = firstOperand(words, runner);
  if (!found) return { ...nothing, runner, language };
  // `npx tsx x.ts`, `uv run python x.py`: what runs is an interpreter, which has a script of its own.
  if (found.at > 0 && /^(tsx|ts-node|node|python[\d.]*)$/.test(programName(found.text))) {
    return { ...readWords(words.slice(found.at), offset + found.at), runner };
  }
  const isFile = looksLikeFile(found.text);
  const takesPackage = runner === 'npx' || runner === 'uvx' || runner === 'docker' || runner === 'pipx';
  return {
    runner,
    language: isFile ? languageOf(found.text, language) : language,
    script: isFile && !takesPackage ? { text: found.text, at: found.at - 1 + offset } : undefined,
    package: isFile && !takesPackage ? undefined : found.text,
  };
}

/** `env A=b node x`, `cmd /c npx y`: what stands behind. The number says how many words were taken away. */
function unwrapped(words: readonly string[]): [readonly string[], number] {
  const program = programName(words[0] ?? '');
  if (program === 'cmd' && /^\/c$/i.test(words[1] ?? '')) return [words.slice(2), 2];
  if (program === 'env') {
    const at = words.findIndex((word, index) => index > 0 && !word.startsWith('-') && !/^\w+=/.test(word));
    if (at > 0) return [words.slice(at), at];
  }
  return [words, 0];
}

function firstOperand(words: readonly string[], runner: Runner): { text: string; at: number } | undefined {
  const takesValue = valued[runner] ?? [];
  const skipped = verbs[runner] ?? [];
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (runner === 'python' && /^-[a-zA-Z]*[mc]$/.test(word)) return undefined;
    if (runner === 'node' && /^(-e|-p|--eval|--print|--test|--run)$/.test(word)) return undefined;
    if (word === '-jar') return at + 1 < words.length ? { text: words[at + 1] ?? '', at: at + 1 } : undefined;
    if (word.startsWith('-')) {
      if (takesValue.includes(word)) at += 1;
    } else if (!skipped.includes(word)) {
      return { text: word, at };
    }
  }
  return undefined;
}

/** True for what can only be a file: it has a slash at a telling place, or the ending of a script. */
export function looksLikeFile(text: string): boolean {
  if (/^(@|https?:|git\+|file:|npm:|jsr:|\$\{)/.test(text)) return false;
  return (
    /^(\.{0,2}[/\\]|~[/\\]|[A-Za-z]:[/\\])/.test(text) ||
    /\.(c|m)?[jt]sx?$|\.(py|jar|rb|dll|go|php)$/.test(text)
  );
}

/** True when the path means another file in another folder. */
export function isRelativePath(text: string): boolean {
  return !/^([/\\~]|[A-Za-z]:[/\\]|\$\{)/.test(text);
}

const endings: readonly (readonly [RegExp, Language])[] = [
  [/\.(c|m)?[jt]sx?$/, 'javascript'],
  [/\.pyw?$/, 'python'],
  [/\.(jar|class)$/, 'java'],
  [/\.(dll|csproj)$/, 'dotnet'],
  [/\.go$/, 'go'],
  [/\.rbw?$/, 'ruby'],
];

function languageOf(path: string, otherwise: Language = 'unknown'): Language {
  return endings.find(([ending]) => ending.test(path))?.[1] ?? otherwise;
}

function programName(word: string): string {
  return (word.split(/[/\\]/).at(-1) ?? '').replace(/\.(exe|cmd|bat)$/i, '').toLowerCase();
}
