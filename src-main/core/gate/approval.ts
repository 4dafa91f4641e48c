import type { Approval } from '#contract/grant.ts';
import { definitionText, toolFingerprint } from './fingerprint.ts';
import type { GateRequest } from './gate-request.ts';
import type { LastAllowed } from './last-allowed.ts';

/** What a person is shown of a request, with what changed since the tool was last allowed. */
export function describeApproval(
  id: string,
  request: GateRequest,
  askedAt: number,
  last: LastAllowed | undefined,
): Approval {
  const { title, description, annotations } = request.tool;
  const changed = last === undefined ? undefined : differenceTo(last, request);
  return Object.freeze({
    id,
    callId: request.callId,
    server: request.server,
    tool: request.tool.name,
    argumentsJson: request.argumentsJson,
    claimed: {
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      hints: pickHints(annotations),
    },
    caller: request.caller,
    askedAt,
    ...(changed === undefined ? {} : { definitionChanged: changed }),
    ...(last?.argumentsJson === undefined ? {} : { lastAllowedArgumentsJson: last.argumentsJson }),
  });
}

/** What is remembered of a request that a person allows. */
export function toLastAllowed(request: GateRequest): LastAllowed {
  return {
    fingerprint: toolFingerprint(request.tool),
    launch: request.launchFingerprint,
    startedBy: startedBy(request),
    definition: definitionText(request.tool),
    argumentsJson: request.argumentsJson,
  };
}

function differenceTo(last: LastAllowed, request: GateRequest): Approval['definitionChanged'] {
  const launchChanged = last.launch !== request.launchFingerprint;
  if (!launchChanged && last.fingerprint === toolFingerprint(request.tool)) return undefined;
  const text = (command: string, definition: string): string =>
    launchChanged ? `Started by: ${command}\n${definition}` : definition;
  return {
    before: text(last.startedBy, last.definition),
    after: text(startedBy(request), definitionText(request.tool)),
  };
}

function startedBy(request: GateRequest): string {
  return request.launchDescription ?? `a command with fingerprint ${request.launchFingerprint}`;
}

function pickHints(annotations: GateRequest['tool']['annotations']): Approval['claimed']['hints'] {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations ?? {};
  return {
    ...(readOnlyHint === undefined ? {} : { readOnlyHint }),
    ...(destructiveHint === undefined ? {} : { destructiveHint }),
    ...(idempotentHint === undefined ? {} : { idempotentHint }),
    ...(openWorldHint === undefined ? {} : { openWorldHint }),
  };
}
