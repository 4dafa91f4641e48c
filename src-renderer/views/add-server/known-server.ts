import type { ServerDefinition } from '#contract/server-definition.ts';

/** One thing a person can say about how a well-known server is to run. */
export interface KnownField {
  name: string;
  label: string;
  /** What it is for and what happens without it. */
  hint: string;
  /** `lines`: one value per line. `yes`: a box to tick; its value is `yes` or nothing. */
  kind: 'text' | 'lines' | 'yes';
  required?: boolean;
  placeholder?: string;
}

/** What a person wrote, by the name of the field. */
export type KnownValues = Readonly<Record<string, string>>;

/** A server that many people use, with its arguments explained. */
export interface KnownServer {
  /** Also the name it is offered under. */
  id: string;
  /** What it does, in a sentence. */
  words: string;
  /** What must be on this machine, or where it is. */
  needs: string;
  fields: readonly KnownField[];
  define: (values: KnownValues) => ServerDefinition;
}

/** One value per line. */
export const lines = (text = ''): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** `--name value` when there is a value. */
export const option = (name: string, value = ''): string[] =>
  value.trim() === '' ? [] : [name, value.trim()];
/** `--name` when the box is ticked. */
export const flag = (name: string, value = ''): string[] => (value === 'yes' ? [name] : []);

/** The definition with the variables that have a value. */
export function withEnv(
  definition: ServerDefinition,
  env: Record<string, string | undefined>,
): ServerDefinition {
  const set = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || value.trim() === '' ? [] : [[name, value.trim()] as const],
  );
  return set.length === 0 ? definition : { ...definition, env: Object.fromEntries(set) };
}

/** The text that the host reads, or undefined while something that is needed is missing. */
export function textOfKnown(server: KnownServer, values: KnownValues): string | undefined {
  if (server.fields.some((field) => field.required === true && (values[field.name] ?? '').trim() === ''))
    return undefined;
  return JSON.stringify({ mcpServers: { [server.id]: server.define(values) } });
}
