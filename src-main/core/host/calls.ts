import type { Call, GateVerdict } from '#contract/call-state.ts';
import type { Approval, Caller } from '#contract/grant.ts';
import { HostFailure, toHostError } from '#contract/host-error.ts';
import { callToolResultSchema, type CallToolResult, type Tool } from '#contract/inventory.ts';
import { randomUUID } from 'node:crypto';
import type { Gate } from '../gate/gate.ts';
import { compactJsonObject } from '../session/compact-json.ts';
import type { SchemaChecker } from '../session/schema-check.ts';
import type { Session } from '../session/session.ts';

/** Calls kept with their results; older ones are in the traffic. */
const keptCalls = 200;
const keptResultBytes = 128 * 1024 * 1024;

/** One server, as a call needs it. */
export interface CallTarget {
  readonly name: string;
  launchFingerprint(): string;
  /** What starts it, for people. */
  launchDescription(): string;
  currentTool(tool: string): Tool | undefined;
  running(): Session;
}

/** What a caller asks for. `timeout` in milliseconds. */
export interface CallRequest {
  target: CallTarget;
  tool: string;
  argumentsJson: string;
  caller: Caller;
  timeout?: number | undefined;
}

/** The tool calls of this host run: they go on whatever becomes of the window that asked. */
export interface Calls {
  /** Throws `invalid-arguments`, `unknown-tool`, `server-not-running`; everything later is in the call's state. */
  start(request: CallRequest): Call;
  /** Throws `unknown-call`. Does nothing to a call that has ended. */
  cancel(callId: string): void;
  /** Waits for the end of the call. Throws its failure, or `unknown-call`. */
  result(callId: string): Promise<{ call: Call; result: CallToolResult }>;
  /** The gate asks a person about this call. */
  waits(approval: Approval): void;
  /** Newest first. */
  list(): Call[];
  cancelAll(): void;
}

interface Entry {
  call: Call;
  controller: AbortController;
  ended: Promise<void>;
  result?: CallToolResult;
}

/** Makes the register of calls. `onDecision` hears what the gate said of each, before anything is sent. */
export function createCalls(
  gate: () => Gate,
  checker: SchemaChecker,
  onChanged: (call: Call) => void,
  onDecision: (call: Call, verdict: GateVerdict, why: string) => void,
): Calls {
  /** Oldest first. */
  const entries = new Map<string, Entry>();
  let heldBytes = 0;

  function change(entry: Entry, changes: Partial<Call>): void {
    entry.call = { ...entry.call, ...changes };
    onChanged(entry.call);
  }

  function find(callId: string): Entry {
    const entry = entries.get(callId);
    if (entry) return entry;
    throw new HostFailure(
      'unknown-call',
      'This call is no longer held. Its request and answer are in the traffic.',
    );
  }

  async function run(entry: Entry, request: CallRequest, definition: Tool): Promise<void> {
    const { target, caller, timeout } = request;
    const { signal } = entry.controller;
    const tool = definition.name;
    let sentAt = performance.now();
    try {
      const permit = await gate()
        .ask({
          callId: entry.call.id,
          server: target.name,
          launchFingerprint: target.launchFingerprint(),
          launchDescription: target.launchDescription(),
          tool: definition,
          argumentsJson: entry.call.argumentsJson,
          caller,
          signal,
          currentTool: () => target.currentTool(tool),
        })
        .catch((error: unknown) => {
          onDecision(entry.call, { outcome: 'denied', by: 'host' }, toHostError(error).message);
          throw error;
        });
      onDecision(entry.call, permit.verdict, verdictInWords(permit.verdict));
      change(entry, { verdict: permit.verdict, state: { phase: 'running', since: Date.now() } });
      sentAt = performance.now();
      const answer = await target.running().callTool({ tool, argumentsJson: permit.argumentsJson }, caller, {
        signal,
        ...(timeout === undefined ? {} : { timeout }),
        onProgress: ({ progress, total, message }) => {
          if (entry.call.state.phase !== 'running') return;
          const told = {
            progress,
            ...(total === undefined ? {} : { total }),
            ...(message === undefined ? {} : { message }),
          };
          change(entry, { state: { phase: 'running', since: entry.call.state.since, ...told } });
        },
      });
      const { exchange } = answer;
      const parsed = callToolResultSchema.safeParse(answer.result);
      if (!parsed.success) {
        throw new HostFailure(
          'invalid-message',
          `${target.name} answered ${tool} with a result that breaks the specification: ${parsed.error.issues[0]?.message ?? 'wrong shape'}.`,
        );
      }
      entry.result = parsed.data;
      heldBytes += exchange.size ?? 0;
      change(entry, {
        ...(exchange.requestSeq === undefined ? {} : { trafficSeq: exchange.requestSeq }),
        ...(await outputCheck(definition, parsed.data)),
        state: {
          phase: 'done',
          took: (exchange.answeredAt ?? 0) - (exchange.sentAt ?? 0),
          size: exchange.size ?? 0,
          isError: parsed.data.isError ?? false,
        },
      });
    } catch (error) {
      change(entry, {
        state: { phase: 'failed', took: performance.now() - sentAt, error: toHostError(error) },
      });
    }
  }

  async function outputCheck(definition: Tool, result: CallToolResult): Promise<Pick<Call, 'outputCheck'>> {
    if (!definition.outputSchema || result.isError) return {};
    if (result.structuredContent === undefined) {
      return {
        outputCheck: {
          outcome: 'invalid',
          problems: ['structuredContent is missing although the tool has an outputSchema'],
        },
      };
    }
    return { outputCheck: await checker.check(definition.outputSchema, result.structuredContent) };
  }

  /** Lets the oldest calls go that have ended, when there are too many or their results are too large. */
  function trim(): void {
    for (const entry of entries.values()) {
      if (entries.size <= keptCalls && heldBytes <= keptResultBytes) return;
      const { state } = entry.call;
      if (state.phase !== 'done' && state.phase !== 'failed') continue;
      entries.delete(entry.call.id);
      heldBytes -= state.phase === 'done' ? state.size : 0;
    }
  }

  return {
    start(request) {
      const { target, tool } = request;
      target.running();
      const { json } = compactJsonObject(request.argumentsJson);
      const definition = target.currentTool(tool);
      if (!definition) {
        throw new HostFailure(
          'unknown-tool',
          `${target.name} lists no tool named "${tool}". Refresh its lists, or check the name.`,
        );
      }
      const call: Call = {
        id: randomUUID(),
        server: target.name,
        tool,
        argumentsJson: json,
        caller: request.caller,
        askedAt: Date.now(),
        state: { phase: 'running', since: Date.now() },
      };
      const entry: Entry = { call, controller: new AbortController(), ended: Promise.resolve() };
      entries.set(call.id, entry);
      entry.ended = run(entry, request, definition);
      trim();
      onChanged(entry.call);
      return entry.call;
    },
    cancel(callId) {
      find(callId).controller.abort();
    },
    async result(callId) {
      const entry = find(callId);
      await entry.ended;
      const { state } = entry.call;
      if (state.phase === 'failed') throw HostFailure.from(state.error);
      if (!entry.result)
        throw new HostFailure(
          'unknown-call',
          'The result of this call is no longer held. It is in the traffic.',
        );
      return { call: entry.call, result: entry.result };
    },
    waits(approval) {
      const entry = entries.get(approval.callId);
      if (entry) change(entry, { state: { phase: 'waiting', approvalId: approval.id } });
    },
    list: () => [...entries.values()].map((entry) => entry.call).toReversed(),
    cancelAll() {
      for (const entry of entries.values()) entry.controller.abort();
    },
  };
}

function verdictInWords(verdict: GateVerdict): string {
  switch (verdict.by) {
    case 'person':
      return 'allowed by a person';
    case 'rule':
      return `allowed by rule ${verdict.grant ?? ''}`.trim();
    case 'flag':
      return 'allowed by --allow';
    case 'host':
      return 'allowed by the host';
  }
}
