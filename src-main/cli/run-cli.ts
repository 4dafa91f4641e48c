import { HostFailure, toHostError } from '#contract/host-error.ts';
import type { CliIo } from './cli-io.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { printFailure, type Format } from './print.ts';
import { UsageError } from './usage-error.ts';
import { visible } from './visible-text.ts';

/** Runs one command line, given without the program's own name. Gives the exit code; never throws. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const format = formatOf(argv);
  try {
    return await dispatch(argv, io, format);
  } catch (error) {
    if (io.interrupted.aborted) {
      io.err('Interrupted.\n');
      return exitCodes.interrupted;
    }
    if (isUsage(error)) {
      if (format === 'json')
        io.err(`${JSON.stringify({ error: { code: 'bad-request', message: error.message } })}\n`);
      else io.err(`${visible(error.message)}\nSee signalbox --help.\n`);
      return exitCodes.usage;
    }
    printFailure(io, format, toHostError(error));
    return error instanceof HostFailure ? exitCodeOf(error.code) : exitCodes.protocol;
  }
}

async function dispatch(argv: readonly string[], io: CliIo, format: Format): Promise<number> {
  const [command, ...words] = argv;
  switch (command) {
    case 'cli': {
      const { parseRequestOptions } = await import('./request-options.ts');
      const options = parseRequestOptions(words);
      if (options.help || words.length === 0) return sayHelp(io);
      const { requestCommand } = await import('./request-command.ts');
      return requestCommand(io, options);
    }
    case 'doctor': {
      if (asksForHelp(words)) return sayHelp(io);
      const { doctorCommand } = await import('./doctor-command.ts');
      return doctorCommand(io, words, format);
    }
    case 'report': {
      if (asksForHelp(words)) return sayHelp(io);
      const { reportCommand } = await import('./report-command.ts');
      return reportCommand(io, words);
    }
    case 'rules': {
      if (asksForHelp(words)) return sayHelp(io);
      const { rulesCommand } = await import('./rules-command.ts');
      return rulesCommand(io, words, format);
    }
    case 'traffic': {
      if (asksForHelp(words)) return sayHelp(io);
      const { trafficCommand } = await import('./traffic-command.ts');
      return trafficCommand(io, words, format);
    }
    case '--version':
    case '-v': {
      const { productVersion } = await import('./product-files.ts');
      io.out(`${productVersion()}\n`);
      return exitCodes.ok;
    }
    case undefined:
    case '--help':
    case '-h':
      return sayHelp(io);
    default:
      throw new UsageError(`“${command}” is no command of signalbox.`);
  }
}

async function sayHelp(io: CliIo): Promise<number> {
  const { help } = await import('./help.ts');
  io.out(help);
  return exitCodes.ok;
}

function asksForHelp(words: readonly string[]): boolean {
  // What stands behind -- belongs to a server.
  const end = words.indexOf('--');
  const own = end < 0 ? words : words.slice(0, end);
  return own.includes('--help') || own.includes('-h');
}

/** Also the parser of options itself can fail, and must say so in the format that was asked for. */
function formatOf(argv: readonly string[]): Format {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  return own.some((word, at) => word === '--format=json' || (word === '--format' && own[at + 1] === 'json'))
    ? 'json'
    : 'text';
}

function isUsage(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  // What Node's parseArgs throws.
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
