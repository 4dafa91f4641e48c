import { HostFailure } from '#contract/host-error.ts';
import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import { randomUUID } from 'node:crypto';
import type { ApprovedCall } from './exchange.ts';

// Unguessable, so that no argument or name can contain it.
const placeholder = `arguments-${randomUUID()}`;
const placeholderJson = JSON.stringify(placeholder);

/**
 * The bytes of an outgoing message. A `tools/call` needs an approval for its tool and carries exactly the approved
 * bytes as its arguments, whatever the object in the message holds.
 * Throws `approval-required` without an approval and `bytes-differ` when it is for another tool.
 */
export function serialiseOutgoing(message: JSONRPCMessage, approved: ApprovedCall | undefined): string {
  if (!('method' in message) || message.method !== 'tools/call') return JSON.stringify(message);
  if (!approved) {
    throw new HostFailure(
      'approval-required',
      'A tool call was about to leave without an approval. Nothing was sent.',
    );
  }
  const params = message.params ?? {};
  if (params['name'] !== approved.tool) {
    throw new HostFailure(
      'bytes-differ',
      'The tool call is not the one that was approved. Nothing was sent.',
    );
  }
  const text = JSON.stringify({ ...message, params: { ...params, arguments: placeholder } });
  return text.replace(placeholderJson, () => approved.argumentsJson);
}
