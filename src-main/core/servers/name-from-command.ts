/** Options of launchers that take the next word as their value. */
const optionsWithValue = new Set(
  (
    '-p --package --from --with --python --directory --project --index-url -c --config ' +
    '-e --env --env-file -v --volume --mount --name --network --net -w --workdir ' +
    '-u --user --entrypoint --platform --add-host -r --require --import --loader -l'
  ).split(' '),
);
const meaningless = new Set([
  'index',
  'main',
  'server',
  'cli',
  'start',
  'run',
  'app',
  'mcp',
  '__main__',
  'bin',
  'stdio',
]);
const meaninglessFolders = new Set([
  'dist',
  'build',
  'out',
  'src',
  'lib',
  'bin',
  'target',
  'release',
  'debug',
  '.',
  '..',
]);

/**
 * A short name for a server, from what starts it: `npx -y @x/server-y` → `server-y`, `python -m foo.bar` → `foo.bar`,
 * `docker run … ghcr.io/a/b:1` → `b`, `node ~/thing/dist/index.js` → `thing`.
 */
export function nameFromCommand(command: string, args: readonly string[]): string {
  const program = stem(command);
  switch (program) {
    case 'npx':
    case 'bunx':
    case 'uvx':
      return packageName(firstOperand(args)) ?? program;
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'bun':
    case 'pipx':
    case 'uv':
      return launcherName(args) ?? program;
    case 'docker':
    case 'podman':
    case 'nerdctl':
      return imageName(firstOperand(args.slice(args.indexOf('run') + 1))) ?? program;
    case 'cmd': {
      const [inner, ...rest] = args.filter((word) => !/^\/[a-z]$/i.test(word));
      return inner === undefined ? program : nameFromCommand(inner, rest);
    }
    case 'deno':
    case 'go':
    case 'dotnet':
      return fileName(firstOperand(args.filter((word) => word !== 'run'))) ?? program;
    default:
      return interpretedName(program, args) ?? program;
  }
}

function launcherName(args: readonly string[]): string | undefined {
  const operand = firstOperand(args.filter((word) => !['exec', 'x', 'dlx', 'run', 'tool'].includes(word)));
  return operand !== undefined && /[/\\]|\.\w+$/.test(operand) && !operand.startsWith('@')
    ? fileName(operand)
    : packageName(operand);
}

function interpretedName(program: string, args: readonly string[]): string | undefined {
  if (!/^(node|tsx|ts-node|python[\d.]*|pypy[\d.]*|ruby|perl|php|java|bash|sh|zsh)$/.test(program))
    return undefined;
  const module = args.indexOf('-m');
  const jar = args.indexOf('-jar');
  if (module >= 0) return args[module + 1];
  return fileName(jar >= 0 ? args[jar + 1] : firstOperand(args));
}

function firstOperand(args: readonly string[]): string | undefined {
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--') return args[at + 1];
    if (!word.startsWith('-')) return word;
    if (optionsWithValue.has(word)) at += 1;
  }
  return undefined;
}

/** `@scope/name@version` → `name`; `name[extra]==1.0` → `name`; `git+https://host/a/b.git` → `b`. */
function packageName(spec: string | undefined): string | undefined {
  const last = spec
    ?.replace(/\.git(#.*)?$/, '')
    .split('/')
    .at(-1);
  return last?.replace(/(?<=.)@.*$/, '').replace(/(\[|[=<>~!]=).*$/, '') || undefined;
}

function imageName(image: string | undefined): string | undefined {
  return image?.split('@')[0]?.split('/').at(-1)?.split(':')[0] || undefined;
}

/** The file's own name, or its folder's when everybody calls that file the same. */
function fileName(path: string | undefined): string | undefined {
  const parts = path?.split(/[/\\]/).filter(Boolean) ?? [];
  const own = stem(parts.pop() ?? '');
  if (!meaningless.has(own.toLowerCase())) return own || undefined;
  return (
    parts.findLast(
      (folder) => !meaninglessFolders.has(folder.toLowerCase()) && !/^(~|\$.*|[A-Za-z]:)$/.test(folder),
    ) ?? own
  );
}

function stem(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? '').replace(
    /\.(exe|cmd|bat|ps1|[cm]?[jt]s|py|rb|php|jar|sh|dll)$/i,
    '',
  );
}
