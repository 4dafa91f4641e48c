import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { HostFailure } from '#contract/host-error.ts';

interface Interpreter {
  name: RegExp;
  /** Options that are followed by a value of their own. */
  valued: string[];
  /** Options after which no script file comes. */
  scriptless: RegExp;
  /** What the interpreter itself adds to a name. */
  endings: string[];
}

const interpreters: Interpreter[] = [
  {
    name: /^(node|nodejs|tsx|ts-node)$/,
    valued: [
      '-r',
      '--require',
      '--import',
      '--loader',
      '--experimental-loader',
      '-C',
      '--conditions',
      '--env-file',
    ],
    scriptless: /^(-e|-p|-pe|-c|-i|-|--eval|--print|--test|--run|--check|inspect|watch)$/,
    endings: ['', '.js', '.json', '.node', '.mjs', '.cjs', '.ts'],
  },
  {
    name: /^(python|python[23](\.\d+)?|pypy3?)$/,
    valued: ['-W', '-X', '--check-hash-based-pycs'],
    scriptless: /^-[a-zA-Z]*[cm]$|^-$/,
    endings: [''],
  },
  { name: /^(ruby|perl|php)$/, valued: ['-I', '-r'], scriptless: /^-[a-zA-Z]*[eEr]$|^-$/, endings: [''] },
];

/**
 * Throws `script-not-found` when the command is a known interpreter and its script file does not exist. When the
 * arguments cannot be read with certainty it says nothing: the interpreter will.
 */
export async function checkScript(
  command: string,
  args: readonly string[],
  cwd: string | undefined,
): Promise<void> {
  const program = basename(command).replace(/\.(exe|cmd)$/i, '');
  const interpreter = interpreters.find(({ name }) => name.test(program));
  const script = interpreter && scriptOf(interpreter, args);
  if (!script || /^[a-z]+:\/\//i.test(script)) return;
  const file = resolve(cwd ?? process.cwd(), script);
  for (const ending of interpreter.endings) {
    if (await stat(file + ending).catch(() => undefined)) return;
  }
  throw new HostFailure(
    'script-not-found',
    `${program} was asked to run “${file}”, and there is no such file. Correct the path${
      script === file ? '' : ', or set the working directory it is relative to'
    }.`,
  );
}

function scriptOf(interpreter: Interpreter, args: readonly string[]): string | undefined {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (interpreter.scriptless.test(arg)) return undefined;
    if (arg === '--') return args[at + 1];
    if (!arg.startsWith('-')) return arg;
    if (interpreter.valued.includes(arg)) at += 1;
  }
  return undefined;
}
