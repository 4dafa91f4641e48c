import { z } from 'zod';
import { serverDefinitionSchema } from './server-definition.ts';
import { sessionStateSchema } from './session-state.ts';

/** Where a server's definition comes from. `file`: a `--config` file, which is never written. */
export const serverSourceSchema = z.enum(['bundled', 'configured', 'file']);

/** One server as the view shows it. */
export const serverStateSchema = z.object({
  name: z.string(),
  source: serverSourceSchema,
  enabled: z.boolean(),
  transport: z.enum(['stdio', 'http', 'sse']),
  state: sessionStateSchema,
  /** Number of the current or last session, for traffic. */
  session: z.number().int().optional(),
  counts: z.object({
    tools: z.number().int(),
    resources: z.number().int(),
    resourceTemplates: z.number().int(),
    prompts: z.number().int(),
  }),
  /** Revision of the inventory; when it grows, ask `server.inventory` again. */
  inventoryRevision: z.number().int(),
  /** Starts since the host started, minus one. */
  restarts: z.number().int(),
  /** What would be run, whole, for people to judge. Values of secrets are replaced by `••••`. */
  launch: z.object({
    commandLine: z.string(),
    environmentNames: z.array(z.string()),
    cwd: z.string().optional(),
  }),
});
export type ServerState = z.infer<typeof serverStateSchema>;

/** A server found in pasted text, with what is remarkable about starting it. */
export const serverCandidateSchema = z.object({
  name: z.string(),
  definition: serverDefinitionSchema,
  launch: serverStateSchema.shape.launch,
  /** Sentences a person should read before starting it: starts a shell, runs as root, name already taken… */
  warnings: z.array(z.string()),
});
export type ServerCandidate = z.infer<typeof serverCandidateSchema>;

/** A configuration file of another program on this machine, with the servers in it. */
export const importableFileSchema = z.object({
  /** The program as people know it. */
  program: z.string(),
  path: z.string(),
  candidates: z.array(serverCandidateSchema),
  /** Why the file cannot be used, and what to do; there are no candidates then. */
  problem: z.string().optional(),
});
export type ImportableFile = z.infer<typeof importableFileSchema>;
