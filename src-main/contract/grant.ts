import { z } from 'zod';

/** Who asks. Every request has one; gate, traffic and audit know it. */
export const callerSchema = z.enum(['window', 'cli', 'replay', 'gateway']);
export type Caller = z.infer<typeof callerSchema>;

/** What a person can answer to "Approve tool call". */
export const decisionSchema = z.enum(['deny', 'allow-once', 'allow-session', 'allow-always']);
export type Decision = z.infer<typeof decisionSchema>;

/** What the server claims of a tool (MCP: `ToolAnnotations`). Claims only: they never skip a prompt. */
export const claimedHintsSchema = z.object({
  readOnlyHint: z.boolean().optional(),
  destructiveHint: z.boolean().optional(),
  idempotentHint: z.boolean().optional(),
  openWorldHint: z.boolean().optional(),
});

/** A tool call that waits for a person. */
export const approvalSchema = z.object({
  id: z.string(),
  callId: z.string(),
  server: z.string(),
  tool: z.string(),
  /** Exactly the bytes that will be sent as `params.arguments`, when allowed. */
  argumentsJson: z.string(),
  /** The server's words, as they are; the view shows them as untrusted. */
  claimed: z.object({
    title: z.string().optional(),
    description: z.string().optional(),
    hints: claimedHintsSchema,
  }),
  caller: callerSchema,
  askedAt: z.number(),
  /** Set when the definition is not the one that was allowed before: what it was then. */
  definitionChanged: z.object({ before: z.string(), after: z.string() }).optional(),
  /** What the arguments were when this tool was last allowed. */
  lastAllowedArgumentsJson: z.string().optional(),
});
export type Approval = z.infer<typeof approvalSchema>;

/** A rule: lets calls of one tool of one server pass without asking. */
export const grantSchema = z.object({
  id: z.string(),
  server: z.string(),
  tool: z.string(),
  scope: z.enum(['session', 'always']),
  /** SHA-256 of the tool's definition when it was allowed. */
  fingerprint: z.string(),
  createdAt: z.number(),
  lastUsedAt: z.number().optional(),
  uses: z.number().int(),
  /** `suspended`: the definition or the launch command changed since. It matches nothing until allowed anew. */
  state: z.enum(['active', 'suspended']),
});
export type Grant = z.infer<typeof grantSchema>;

/** One line of the audit: what was decided about a call, why, when. Written before the call is sent. */
export const auditEntrySchema = z.object({
  seq: z.number().int(),
  time: z.number(),
  server: z.string(),
  tool: z.string(),
  caller: callerSchema,
  outcome: z.enum(['allowed', 'denied']),
  /** `person`: asked and answered; `rule`: a grant matched (its id in `grant`); `flag`: `--allow` on the command line. */
  reason: z.enum(['person', 'rule', 'flag', 'no-one-to-ask', 'quit', 'definition-changed', 'cancelled']),
  decision: decisionSchema.optional(),
  grant: z.string().optional(),
  argumentsJson: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
