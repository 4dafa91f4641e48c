import { HostFailure } from '#contract/host-error.ts';
import { serverNameSchema, type ServerDefinition } from '#contract/server-definition.ts';
import type { ServerCandidate } from '#contract/server-state.ts';
import { describeLaunch } from './describe-launch.ts';
import { findServers } from './find-servers.ts';
import { launchWarnings } from './launch-warnings.ts';
import { nameOf, parseCommandLine, type FoundServer } from './parse-command-line.ts';
import { JsoncProblem, parseJsonc } from './parse-jsonc.ts';
import { looksLikeDefinition, readDefinition } from './read-definition.ts';

/**
 * The servers in pasted text: any known program's JSON (comments and trailing commas allowed), one entry without its
 * braces, a command line or several, or a URL. Starts and saves nothing. A name in `taken` gets a warning.
 * @throws HostFailure `nothing-to-import` (says what was expected), `bad-definition` (nothing in it can be used)
 */
export function parseServers(text: string, taken: ReadonlySet<string>): ServerCandidate[] {
  const inner = withoutFence(text.replace(/^\uFEFF/, '').trim());
  const found = looksLikeJson(inner) ? fromJson(inner) : fromLines(inner);
  if (found.length === 0) throw nothing();

  const candidates: ServerCandidate[] = [];
  const failures: HostFailure[] = [];
  for (const { name, raw } of found) {
    try {
      candidates.push(toCandidate(name, readDefinition(name, raw), taken));
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      failures.push(error);
    }
  }
  const [first] = candidates;
  if (!first) throw failures[0] ?? nothing();
  first.warnings.push(...failures.map((failure) => `Left out: ${failure.message}`));
  return candidates;
}

function toCandidate(
  given: string,
  definition: ServerDefinition,
  taken: ReadonlySet<string>,
): ServerCandidate {
  const named = serverNameSchema.safeParse(given);
  const name = named.success ? given : nameOf(definition);
  const warnings = launchWarnings(definition);
  if (!named.success)
    warnings.push(`Its name could not be used (${named.error.issues[0]?.message ?? 'not a name'}).`);
  if (taken.has(name)) warnings.push(`There is a server named "${name}" already: choose another name.`);
  const inputs = new Set(JSON.stringify(definition).match(/\$\{input:[^}]+\}/g));
  if (inputs.size > 0)
    warnings.push(`Needs values for ${[...inputs].join(', ')}: write them into the definition.`);
  return { name, definition, launch: describeLaunch(definition), warnings };
}

function fromJson(text: string): FoundServer[] {
  let value: unknown;
  try {
    value = parseJsonc(text);
  } catch (error) {
    if (!(error instanceof JsoncProblem)) throw error;
    // One entry, or several, cut out of a file: `"name": { … },`
    const wrapped = text.startsWith('{') ? undefined : tryParse(`{${text.replace(/,\s*$/, '')}}`);
    if (wrapped === undefined) {
      throw new HostFailure(
        'nothing-to-import',
        `This looks like JSON but is not: ${error.message}. ${expected}`,
      );
    }
    value = wrapped;
  }
  if (Array.isArray(value)) return value.filter(looksLikeDefinition).map(named);
  if (looksLikeDefinition(value)) return [named(value)];
  return findServers(value)?.servers ?? [];
}

function fromLines(text: string): FoundServer[] {
  const joined = text.replaceAll(/\\\r?\n/g, ' ');
  try {
    const whole = joined.includes('\n') ? undefined : parseCommandLine(joined);
    if (whole) return [whole];
    const lines = joined.split(/\r?\n/).filter((line) => line.trim() !== '' && !/^\s*(#|\/\/)/.test(line));
    const found = lines.map(parseCommandLine);
    // Prose around a command is not guessed at.
    return found.every((each) => each !== undefined) ? found : [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HostFailure('nothing-to-import', `This looks like a command line, but ${why}. ${expected}`);
  }
}

function named(raw: Record<string, unknown>): FoundServer {
  const { name, ...definition } = raw;
  return typeof name === 'string' ? { name, raw: definition } : { name: nameOf(raw), raw };
}

function looksLikeJson(text: string): boolean {
  return /^([{[]|\/[/*]|"[^"\n]*"\s*:)/.test(text);
}

function withoutFence(text: string): string {
  return /^```\w*\r?\n([\s\S]*?)\r?\n?```$/.exec(text)?.[1]?.trim() ?? text;
}

function tryParse(text: string): unknown {
  try {
    return parseJsonc(text);
  } catch {
    return undefined;
  }
}

const expected =
  'Paste a configuration such as {"mcpServers": {"name": {"command": "npx", "args": ["-y", "package"]}}}, a command line, or an http(s) URL.';

function nothing(): HostFailure {
  return new HostFailure('nothing-to-import', `No server was found in this text. ${expected}`);
}
