import { z } from 'zod';

/** A process that nobody looks after any more. It is shown and offered for ending, never ended by itself. */
export const leftoverSchema = z.object({
  /** Names this very process, not a later one with the same pid. */
  id: z.string(),
  pid: z.number().int(),
  /** `ours`: a Signalbox that is gone started it. `orphan`: it looks like an MCP server whose host is gone. */
  origin: z.enum(['ours', 'orphan']),
  commandLine: z.string(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** Resident bytes. */
  memory: z.number().int(),
});
export type Leftover = z.infer<typeof leftoverSchema>;
