import type { GateVerdict } from '#contract/call-state.ts';
import type { Caller } from '#contract/grant.ts';
import { HostFailure } from '#contract/host-error.ts';
import type { Tool } from '#contract/inventory.ts';
import { toolFingerprint } from './fingerprint.ts';

/** One tool call that asks to pass. */
export interface GateRequest {
  callId: string;
  server: string;
  /** Fingerprint of what starts the server. */
  launchFingerprint: string;
  /** What starts the server, for people; shown when it has changed since the tool was last allowed. */
  launchDescription?: string;
  tool: Tool;
  /** Exactly the bytes that will be sent. */
  argumentsJson: string;
  caller: Caller;
  signal: AbortSignal;
  /** The tool as it is defined now; checked again at the moment of Allow and before sending. */
  currentTool(): Tool | undefined;
}

/** The right to send one call, once, with exactly these bytes. */
export interface Permit {
  readonly callId: string;
  readonly server: string;
  readonly tool: string;
  readonly argumentsJson: string;
  readonly verdict: GateVerdict;
}

/** Why the tool is not any more what was asked for; undefined when it still is. */
export function changeOf(request: GateRequest): HostFailure | undefined {
  const now = request.currentTool();
  const name = displayName(request);
  if (now === undefined) {
    return new HostFailure('unknown-tool', `${name} is not offered any more. Refresh the list of tools.`);
  }
  if (now === request.tool || toolFingerprint(now) === toolFingerprint(request.tool)) return undefined;
  return definitionChanged(request);
}

/** The failure of a call whose tool was redefined while it waited. */
export function definitionChanged(request: GateRequest): HostFailure {
  return new HostFailure(
    'definition-changed',
    `${displayName(request)} was redefined by its server after this call was asked for, so it was not sent. Look at the tool again, then run it.`,
  );
}

/** Server › tool, short enough for a sentence. */
export function displayName({ server, tool }: GateRequest): string {
  return `${server} › ${tool.name.length > 100 ? `${tool.name.slice(0, 100)}…` : tool.name}`;
}
