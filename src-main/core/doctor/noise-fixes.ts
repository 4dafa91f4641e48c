import type { Fix } from '#contract/doctor.ts';
import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import { readLaunch, type Language } from './read-launch.ts';

/** Each language's own way of writing to stderr instead. */
const byLanguage: Record<Language, string> = {
  javascript:
    'Write with console.error(…) instead of console.log, console.info or console.debug (all three go to stdout). Loggers: pino(pino.destination(2)); winston: new transports.Console({ stderrLevels: [all your levels] }).',
  python:
    'Write with print(…, file=sys.stderr). Loggers: logging.basicConfig(stream=sys.stderr), and look for handlers made with StreamHandler(sys.stdout); rich: Console(stderr=True).',
  java: 'Send the console appender to System.err (logback: <target>System.err</target>); Spring Boot: spring.main.banner-mode=off and logging to a file.',
  dotnet:
    'Write with Console.Error; logging: AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace). Start the built DLL: “dotnet run” prints build messages to stdout.',
  go: 'Write with fmt.Fprintln(os.Stderr, …); the log package already does, unless log.SetOutput(os.Stdout) was called.',
  ruby: 'Write with warn or $stderr.puts; loggers: Logger.new($stderr).',
  unknown:
    'Write everything that is not an MCP message to stderr: console.error in JavaScript, print(…, file=sys.stderr) in Python, os.Stderr in Go.',
};

/** Lines that a known program prints, and how to silence it. */
const banners: readonly {
  pattern: RegExp;
  title: string;
  text: string;
  env?: Record<string, string>;
}[] = [
  {
    pattern: /\[dotenv@[\d.]+\]/,
    title: 'Silence dotenv',
    text: 'The line comes from dotenv 17: set DOTENV_CONFIG_QUIET=true, or call dotenv.config({ quiet: true }).',
    env: { DOTENV_CONFIG_QUIET: 'true' },
  },
  {
    pattern: /^\s*(:: Spring Boot ::|\.\s+____)/,
    title: 'Silence the banner of Spring Boot',
    text: 'Set SPRING_MAIN_BANNER_MODE=off.',
    env: { SPRING_MAIN_BANNER_MODE: 'off' },
  },
];

/** How to keep text away from stdout: what the wrapper or a known library offers first, then the language's own way. */
export function noiseFixes(definition: ServerDefinition, lines: readonly string[]): Fix[] {
  const { runner, language } = readLaunch(definition);
  const fixes: Fix[] = [];
  for (const { pattern, title, text, env } of banners) {
    if (!lines.some((line) => pattern.test(line))) continue;
    fixes.push({ title, text, ...(env && isStdio(definition) ? { edit: { env } } : {}) });
  }
  // npm, yarn and pnpm announce the script they run: "> name@1.0.0 start".
  if (runner === 'npm' || runner === 'yarn' || runner === 'pnpm') {
    const isQuiet =
      isStdio(definition) && (definition.args ?? []).some((word) => /^(-s|--silent|-q|--quiet)$/.test(word));
    if (!isQuiet) {
      fixes.push({
        title: `Make ${runner} silent`,
        text: `${runner} prints a banner of its own to stdout before it runs the script: start it with --silent, or start the script itself with node.`,
        edit: { args: [{ at: 0, how: 'insert', value: '--silent' }] },
      });
    }
  }
  const terminal = terminalOption(definition);
  if (runner === 'docker' && terminal !== undefined) {
    fixes.push({
      title: 'Run the container without a terminal',
      text: 'With -t the container has a terminal, which writes stderr, echoes and control characters into stdout. Keep only -i.',
      edit: { args: [terminal] },
    });
  }
  fixes.push({ title: 'Write text to stderr', text: byLanguage[language] });
  return fixes;
}

/** The change that takes the terminal from `docker run -it …`. */
function terminalOption(
  definition: ServerDefinition,
): { at: number; how: 'remove' | 'replace'; value: string } | undefined {
  const args = isStdio(definition) ? (definition.args ?? []) : [];
  for (const [at, word] of args.entries()) {
    if (word === '-t' || word === '--tty') return { at, how: 'remove', value: '' };
    if (word === '-it' || word === '-ti') return { at, how: 'replace', value: '-i' };
    if (!word.startsWith('-') && !/^(run|container)$/.test(word)) return undefined;
  }
  return undefined;
}
