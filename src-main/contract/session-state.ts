import { z } from 'zod';
import { hostErrorSchema } from './host-error.ts';

/** How a process ended. Exactly one of `code` and `signal` is set, as the operating system says it. */
export const exitFactsSchema = z.object({
  code: z.number().nullable(),
  signal: z.string().nullable(),
  /** Milliseconds it ran. */
  ranFor: z.number(),
  /** The last 20 lines of stderr. */
  stderrTail: z.array(z.string()),
});
export type ExitFacts = z.infer<typeof exitFactsSchema>;

/** What the server says of itself in the handshake (MCP: `initialize` result or `server/discover` result). */
export const serverIdentitySchema = z.object({
  name: z.string(),
  version: z.string(),
  title: z.string().optional(),
  websiteUrl: z.string().optional(),
});

/** The protocol era: `legacy` has the `initialize` handshake, `modern` is 2026-07-28 and later. */
export const eraSchema = z.enum(['legacy', 'modern']);
export type Era = z.infer<typeof eraSchema>;

export const runningFactsSchema = z.object({
  pid: z.number().optional(),
  era: eraSchema,
  protocolVersion: z.string(),
  server: serverIdentitySchema,
  capabilities: z.record(z.string(), z.unknown()),
  instructions: z.string().optional(),
  /** Milliseconds from spawn to the end of the handshake. */
  startedIn: z.number(),
});
export type RunningFacts = z.infer<typeof runningFactsSchema>;

/** The condition of one session: one union, switched on exhaustively. Times are milliseconds since 1970. */
export const sessionStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('stopped'), since: z.number(), exit: exitFactsSchema.optional() }),
  z.object({
    phase: z.literal('starting'),
    since: z.number(),
    step: z.enum(['spawning', 'probing', 'handshake', 'listing']),
    pid: z.number().optional(),
  }),
  z.object({ phase: z.literal('running'), since: z.number(), facts: runningFactsSchema }),
  z.object({ phase: z.literal('stopping'), since: z.number() }),
  z.object({
    phase: z.literal('failed'),
    since: z.number(),
    error: hostErrorSchema,
    exit: exitFactsSchema.optional(),
    /** When set, the host starts it again by itself at this time. */
    retryAt: z.number().optional(),
  }),
]);
export type SessionState = z.infer<typeof sessionStateSchema>;
