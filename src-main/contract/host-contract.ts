import { z } from 'zod';
import { argumentSetSchema } from './argument-set.ts';
import { callSchema } from './call-state.ts';
import { diagnosisSchema } from './doctor.ts';
import { approvalSchema, auditEntrySchema, decisionSchema, grantSchema } from './grant.ts';
import {
  callToolResultSchema,
  completionSchema,
  getPromptResultSchema,
  inventorySchema,
  readResourceResultSchema,
} from './inventory.ts';
import { hostDescriptionSchema } from './host-description.ts';
import { leftoverSchema } from './leftovers.ts';
import { meterHistorySchema, serverMeterSchema } from './meters.ts';
import { problemReportSchema, reportWishSchema } from './problem-report.ts';
import { restartOutcomeSchema } from './restart-outcome.ts';
import { serverDefinitionSchema, serverNameSchema } from './server-definition.ts';
import { importableFileSchema, serverCandidateSchema, serverStateSchema } from './server-state.ts';
import { trafficFilterSchema, trafficRecordSchema, trafficRowSchema } from './traffic-record.ts';

const nothing = z.strictObject({});
const done = z.object({});
const server = z.strictObject({ server: z.string() });
const argumentSets = z.object({ sets: z.array(argumentSetSchema) });

/** Settings of the window and the product, remembered by the host. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** Sizes of panes and the like, by a key of the view. */
  layout: z.record(z.string(), z.number()),
  /** Records kept in the traffic log; the oldest go first. */
  trafficLimit: z.number().int().min(1000).max(10_000_000),
});

/** Everything the view needs at its start; kept current by the events after `seq`. */
export const hostSnapshotSchema = z.object({
  seq: z.number().int(),
  servers: z.array(serverStateSchema),
  approvals: z.array(approvalSchema),
  grants: z.array(grantSchema),
  /** The latest calls, newest first, at most 200. */
  calls: z.array(callSchema),
  settings: settingsSchema,
  traffic: z.object({ lastSeq: z.number().int(), count: z.number().int() }),
  /** Sentences that concern the whole product, for instance that the disk is full. */
  notices: z.array(
    z.object({ id: z.string(), severity: z.enum(['info', 'warning', 'error']), text: z.string() }),
  ),
});

/** Something that happened. Named in the past tense; carries the new value whole, so that events can be merged. */
export const hostEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('server.changed'), server: serverStateSchema }),
  z.object({ type: z.literal('server.removed'), name: z.string() }),
  /** One sample of every running server. Not held for `host.since`: the next one follows soon. */
  z.object({ type: z.literal('server.metered'), time: z.number(), meters: z.array(serverMeterSchema) }),
  /** A watched file changed and the server was started anew. `because`: the file. */
  z.object({
    type: z.literal('server.restarted'),
    server: z.string(),
    because: z.string(),
    result: restartOutcomeSchema,
  }),
  z.object({ type: z.literal('approval.asked'), approval: approvalSchema }),
  z.object({ type: z.literal('approval.settled'), id: z.string() }),
  z.object({ type: z.literal('grants.changed'), grants: z.array(grantSchema) }),
  z.object({ type: z.literal('call.changed'), call: callSchema }),
  z.object({ type: z.literal('resource.updated'), server: z.string(), uri: z.string() }),
  z.object({ type: z.literal('settings.changed'), settings: settingsSchema }),
  z.object({ type: z.literal('traffic.appended'), lastSeq: z.number().int(), count: z.number().int() }),
  /** Records were removed, or rows already shown have changed beyond their pairing: ask for the rows again. */
  z.object({ type: z.literal('traffic.reset'), lastSeq: z.number().int(), count: z.number().int() }),
  z.object({ type: z.literal('notices.changed'), notices: hostSnapshotSchema.shape.notices }),
]);

/** Events of one tick. `seq` is the number of the last of them; numbers grow by one per event. */
export const eventBatchSchema = z.object({ seq: z.number().int(), events: z.array(hostEventSchema) });

/** Every command, once: what goes in, what comes out. Names are noun.verb. */
export const commands = {
  'host.describe': { params: nothing, result: hostDescriptionSchema },
  'host.snapshot': { params: nothing, result: hostSnapshotSchema },
  /** Every event after `seq`; `missed` true when they are no longer held: take a snapshot then. */
  'host.since': {
    params: z.strictObject({ seq: z.number().int() }),
    result: z.object({ missed: z.boolean(), batch: eventBatchSchema }),
  },
  'settings.change': {
    params: z.strictObject({
      theme: settingsSchema.shape.theme.optional(),
      layout: settingsSchema.shape.layout.optional(),
      trafficLimit: settingsSchema.shape.trafficLimit.optional(),
    }),
    result: done,
  },

  'server.start': { params: server, result: done },
  'server.stop': { params: server, result: done },
  'server.restart': { params: server, result: done },
  'server.definition': { params: server, result: z.object({ definition: serverDefinitionSchema }) },
  /** Servers found in pasted text (any known JSON shape, or a command line). Starts and saves nothing. */
  'server.parse': {
    params: z.strictObject({ text: z.string().max(1_000_000) }),
    result: z.object({ candidates: z.array(serverCandidateSchema) }),
  },
  /** The servers that other programs on this machine know. Reads their files; starts and saves nothing. */
  'server.importable': { params: nothing, result: z.object({ files: z.array(importableFileSchema) }) },
  'server.add': {
    params: z.strictObject({
      name: serverNameSchema,
      definition: serverDefinitionSchema,
      start: z.boolean(),
    }),
    result: done,
  },
  'server.edit': {
    params: z.strictObject({
      server: z.string(),
      name: serverNameSchema,
      definition: serverDefinitionSchema,
    }),
    result: done,
  },
  'server.duplicate': { params: server, result: z.object({ name: z.string() }) },
  /** Gives back what was removed, so that `server.add` can undo it. */
  'server.remove': { params: server, result: z.object({ definition: serverDefinitionSchema }) },
  'server.enable': { params: z.strictObject({ server: z.string(), enabled: z.boolean() }), result: done },
  'server.inventory': { params: server, result: inventorySchema },
  /** Asks the server for its lists again. */
  'server.refresh': { params: server, result: inventorySchema },

  'meters.history': { params: server, result: meterHistorySchema },
  /** Processes without a host: what a killed Signalbox left, and orphans that look like MCP servers. */
  'leftovers.list': { params: nothing, result: z.object({ leftovers: z.array(leftoverSchema) }) },
  /** Ends these processes, politely and then firmly. Passes over ids that no longer name a leftover. */
  'leftovers.end': {
    params: z.strictObject({ ids: z.array(z.string().max(100)).max(1000) }),
    result: z.object({ ended: z.array(z.string()), alive: z.array(z.string()) }),
  },

  /** Asks the gate, then calls the tool. Answers at once; `call.changed` tells the rest. */
  'call.start': {
    params: z.strictObject({
      server: z.string(),
      tool: z.string(),
      /** A JSON object as text: these bytes are judged and these bytes are sent. */
      argumentsJson: z.string().max(64 * 1024 * 1024),
      /** Milliseconds until it is given up, waiting for a person not counted. */
      timeout: z.number().int().positive().max(86_400_000).optional(),
    }),
    result: z.object({ call: callSchema }),
  },
  'call.cancel': { params: z.strictObject({ callId: z.string() }), result: done },
  /** The result of a call that is done. Waits for it when the call still runs. */
  'call.result': {
    params: z.strictObject({ callId: z.string() }),
    result: z.object({ call: callSchema, result: callToolResultSchema }),
  },
  /** The named arguments of one tool, by name. Each of the three answers with what is kept then. */
  'arguments.list': {
    params: z.strictObject({ server: z.string(), tool: z.string() }),
    result: argumentSets,
  },
  'arguments.save': { params: argumentSetSchema, result: argumentSets },
  'arguments.remove': { params: argumentSetSchema.omit({ argumentsJson: true }), result: argumentSets },
  'resource.read': {
    params: z.strictObject({ server: z.string(), uri: z.string().max(100_000) }),
    result: readResourceResultSchema,
  },
  'resource.subscribe': { params: z.strictObject({ server: z.string(), uri: z.string() }), result: done },
  'resource.unsubscribe': { params: z.strictObject({ server: z.string(), uri: z.string() }), result: done },
  'prompt.get': {
    params: z.strictObject({
      server: z.string(),
      prompt: z.string(),
      arguments: z.record(z.string(), z.string()),
    }),
    result: getPromptResultSchema,
  },
  /** Argument completion (MCP `completion/complete`). */
  'completion.complete': {
    params: z.strictObject({
      server: z.string(),
      ref: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('ref/prompt'), name: z.string() }),
        z.strictObject({ type: z.literal('ref/resource'), uri: z.string() }),
      ]),
      argument: z.strictObject({ name: z.string(), value: z.string() }),
      /** Values of the other arguments. */
      context: z.record(z.string(), z.string()).optional(),
    }),
    result: completionSchema,
  },
  /** Sets the least level of log messages the server sends (MCP `logging/setLevel`). */
  'logging.setLevel': {
    params: z.strictObject({
      server: z.string(),
      level: z.enum(['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency']),
    }),
    result: done,
  },

  /** Looks at what is known of a server and names what is wrong with it. Starts nothing. */
  'doctor.examine': { params: server, result: diagnosisSchema },

  /** Everything that helps to understand a problem and nothing that is secret, for others to read. Starts nothing. */
  'report.make': { params: reportWishSchema, result: problemReportSchema },

  'approval.decide': { params: z.strictObject({ id: z.string(), decision: decisionSchema }), result: done },
  'approval.denyAll': { params: server, result: z.object({ denied: z.number().int() }) },
  'rule.revoke': { params: z.strictObject({ id: z.string() }), result: done },
  'audit.list': {
    params: z.strictObject({ limit: z.number().int().min(1).max(1000) }),
    result: z.object({ entries: z.array(auditEntrySchema) }),
  },

  /** Rows `from` (0 is the oldest that matches) to `from + limit` of what matches the filter. */
  'traffic.rows': {
    params: z.strictObject({
      filter: trafficFilterSchema,
      from: z.number().int().min(0),
      limit: z.number().int().min(0).max(1000),
    }),
    result: z.object({
      rows: z.array(trafficRowSchema),
      /** How many records match. */
      matching: z.number().int(),
      /** How many there are. */
      count: z.number().int(),
      lastSeq: z.number().int(),
    }),
  },
  'traffic.record': {
    params: z.strictObject({
      seq: z.number().int(),
      /** Characters of text to give at most. */
      textLimit: z
        .number()
        .int()
        .min(0)
        .max(16 * 1024 * 1024),
    }),
    result: trafficRecordSchema,
  },
  /**
   * What matches, as lines of JSON, from position `from` on; ask again from `next` until it is absent. Values that the
   * servers' definitions mark as secret by their name, and what looks like a secret, are replaced by `••••`.
   */
  'traffic.export': {
    params: z.strictObject({ filter: trafficFilterSchema, from: z.number().int().min(0) }),
    result: z.object({ text: z.string(), next: z.number().int().optional(), matching: z.number().int() }),
  },
  /**
   * Sends a recorded request of ours again, by the caller `replay`: a tool call through the gate (`call` tells the rest),
   * anything else at once; its answer is in the traffic.
   */
  'traffic.resend': {
    params: z.strictObject({ seq: z.number().int() }),
    result: z.object({ call: callSchema.optional() }),
  },
  'traffic.clear': { params: nothing, result: done },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type Params<C extends CommandName> = z.infer<Commands[C]['params']>;
export type Result<C extends CommandName> = z.infer<Commands[C]['result']>;
export type HostDescription = z.infer<typeof hostDescriptionSchema>;
export type HostSnapshot = z.infer<typeof hostSnapshotSchema>;
export type HostEvent = z.infer<typeof hostEventSchema>;
export type EventBatch = z.infer<typeof eventBatchSchema>;
export type Settings = z.infer<typeof settingsSchema>;

/** The part of an AbortSignal that is needed; the contract knows neither Node nor the DOM. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * The host as everyone sees it: in the same process, over a message port or over a WebSocket.
 */
export interface HostApi {
  /**
   * Carries out one command. Rejects with a `HostFailure` always. Aborting the signal cancels what the command waits for.
   */
  call<C extends CommandName>(
    command: C,
    params: Params<C>,
    options?: { signal?: CancelSignal },
  ): Promise<Result<C>>;
  /** Hears every batch from now on. The function it gives back ends that. */
  listen(listener: (batch: EventBatch) => void): () => void;
}
