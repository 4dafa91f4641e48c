import { z } from 'zod';
import { isStdio, type ServerDefinition } from './server-definition.ts';

/** The closed list of what the doctor can find. A code keeps its meaning for ever. */
export const findingCodes = [
  // it does not start
  'command-not-found',
  'not-executable',
  'bad-working-directory',
  'script-not-found',
  'spawn-failed',
  'missing-module',
  'missing-environment',
  'port-in-use',
  'exited-at-start',
  'handshake-timeout',
  'handshake-failed',
  'version-mismatch',
  'unreachable',
  'not-started',
  // it ends
  'killed-by-signal',
  'exited-while-running',
  'crash-loop',
  // it breaks the wire
  'stdout-noise',
  'byte-order-mark',
  'odd-line-endings',
  'invalid-utf8',
  'truncated-message',
  'message-too-large',
  'message-too-deep',
  'invalid-message',
  'stopped-reading',
  'stdout-closed',
  // it breaks the protocol
  'unknown-response-id',
  'duplicate-response',
  'wrong-id-type',
  'late-response',
  'wrong-era',
  'call-timeout',
  'invalid-list',
  'invalid-schema',
  // it costs
  'relative-path',
  'slow-start',
  'tools-too-large',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** `error`: broken here or in most hosts; `warning`: works here, breaks or costs elsewhere; `info`: good to know. */
export const findingSeveritySchema = z.enum(['error', 'warning', 'info']);
export type FindingSeverity = z.infer<typeof findingSeveritySchema>;

/**
 * A change of a server's definition. Only what changes is said, so that no secret of the definition is repeated in a
 * report.
 */
export const definitionEditSchema = z.strictObject({
  command: z.string().min(1).optional(),
  cwd: z.string().min(1).optional(),
  /** Applied in order; positions count in the arguments as they are then. */
  args: z
    .array(
      z.strictObject({
        at: z.number().int().min(0),
        /** `insert` puts the value in front of what is there. */
        how: z.enum(['insert', 'replace', 'remove']),
        value: z.string(),
      }),
    )
    .optional(),
  /** Added to the environment, or put in the place of what has the name. */
  env: z.record(z.string(), z.string()).optional(),
  signalbox: z
    .strictObject({
      handshakeTimeout: z.number().int().positive().optional(),
      callTimeout: z.number().int().positive().optional(),
    })
    .optional(),
});
export type DefinitionEdit = z.infer<typeof definitionEditSchema>;

/** One way to mend a finding. With `edit` a button can do it. */
export const fixSchema = z.object({
  title: z.string(),
  text: z.string(),
  edit: definitionEditSchema.optional(),
});
export type Fix = z.infer<typeof fixSchema>;

/** One thing that is wrong with a server. Sentences hold words of the server: show them through `visibleText`. */
export const findingSchema = z.object({
  code: z.enum(findingCodes),
  severity: findingSeveritySchema,
  title: z.string(),
  /** What happened, in a sentence or two. */
  detail: z.string(),
  /** Short lines as the server wrote them, at most ten. */
  evidence: z.array(z.string()),
  /** What it means in Claude Desktop, Cursor, VS Code and others. */
  otherHosts: z.string(),
  /** The best one first. */
  fixes: z.array(fixSchema),
});
export type Finding = z.infer<typeof findingSchema>;

/** What the doctor looked at. Times are milliseconds. Values of environment variables are never in it. */
export const examinedServerSchema = z.object({
  name: z.string(),
  transport: z.enum(['stdio', 'http', 'sse']),
  commandLine: z.string(),
  phase: z.string(),
  /** The file that the command means. */
  executable: z.string().optional(),
  cwd: z.string().optional(),
  /** Names of all variables that the server gets. */
  environmentNames: z.array(z.string()),
  /** What the login shell has and the server does not get; absent when it was not asked. */
  loginShell: z
    .object({
      executable: z.string().optional(),
      /** Folders on its PATH only. */
      folders: z.array(z.string()),
      /** Variables set there only. */
      variables: z.array(z.string()),
    })
    .optional(),
  identity: z.object({ name: z.string(), version: z.string() }).optional(),
  era: z.enum(['legacy', 'modern']).optional(),
  protocolVersion: z.string().optional(),
  startedIn: z.number().optional(),
  /** What all definitions of its tools cost a model: bytes of JSON, and about a quarter of that in tokens. */
  tools: z.object({ count: z.number().int(), bytes: z.number().int(), tokens: z.number().int() }),
});
export type ExaminedServer = z.infer<typeof examinedServerSchema>;

/** Everything the doctor says of one server. `healthy`: no finding is an error. */
export const diagnosisSchema = z.object({
  healthy: z.boolean(),
  server: examinedServerSchema,
  /** Errors first. */
  findings: z.array(findingSchema),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

/** The definition with the change made; every other key stays. Positions beyond the arguments append. */
export function applyEdit(definition: ServerDefinition, edit: DefinitionEdit): ServerDefinition {
  const signalbox = edit.signalbox
    ? { signalbox: { ...definition.signalbox, ...dropped(edit.signalbox) } }
    : {};
  if (!isStdio(definition)) return { ...definition, ...signalbox };
  const args = [...(definition.args ?? [])];
  for (const { at, how, value } of edit.args ?? []) {
    if (how === 'remove') args.splice(at, 1);
    else args.splice(at, how === 'insert' ? 0 : 1, value);
  }
  return {
    ...definition,
    ...(edit.command === undefined ? {} : { command: edit.command }),
    ...(edit.args ? { args } : {}),
    ...(edit.env ? { env: { ...definition.env, ...edit.env } } : {}),
    ...(edit.cwd === undefined ? {} : { cwd: edit.cwd }),
    ...signalbox,
  };
}

function dropped<T extends object>(keys: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Only entries without a value are taken away.
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
