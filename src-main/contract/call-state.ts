import { z } from 'zod';
import { callerSchema } from './grant.ts';
import { hostErrorSchema } from './host-error.ts';

/** The condition of one tool call. The call lives in the host: a reloaded window finds it again. */
export const callStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('waiting'), approvalId: z.string() }),
  z.object({
    phase: z.literal('running'),
    since: z.number(),
    progress: z.number().optional(),
    total: z.number().optional(),
    message: z.string().optional(),
  }),
  z.object({
    phase: z.literal('done'),
    /** Milliseconds from sending to the answer. */
    took: z.number(),
    /** Bytes of the result on the wire. */
    size: z.number().int(),
    isError: z.boolean(),
  }),
  z.object({ phase: z.literal('failed'), took: z.number(), error: hostErrorSchema }),
]);

/** Why the gate let a call pass or stopped it, in words for the result's header. */
export const gateVerdictSchema = z.object({
  outcome: z.enum(['allowed', 'denied']),
  by: z.enum(['person', 'rule', 'flag', 'host']),
  grant: z.string().optional(),
});
export type GateVerdict = z.infer<typeof gateVerdictSchema>;

/** One tool call, without its result (`call.result` gives that). */
export const callSchema = z.object({
  id: z.string(),
  server: z.string(),
  tool: z.string(),
  argumentsJson: z.string(),
  caller: callerSchema,
  askedAt: z.number(),
  verdict: gateVerdictSchema.optional(),
  state: callStateSchema,
  /** What the check of `structuredContent` against `outputSchema` found: absent when there was nothing to check. */
  outputCheck: z
    .discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('valid') }),
      z.object({ outcome: z.literal('invalid'), problems: z.array(z.string()) }),
      z.object({ outcome: z.literal('not-checked'), reason: z.string() }),
    ])
    .optional(),
  /** Position of the request in the traffic log. */
  trafficSeq: z.number().int().optional(),
});
export type Call = z.infer<typeof callSchema>;
