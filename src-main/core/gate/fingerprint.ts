import { createHash } from 'node:crypto';
import type { Tool } from '#contract/inventory.ts';
import { canonicalJson } from './canonical-json.ts';

const known = new WeakMap<Tool, string>();

/**
 * SHA-256 (hex) of what a tool claims to be (MCP `Tool`): name, title, description, inputSchema, outputSchema and
 * annotations; the order of keys does not matter. Remembered per object: a tool object is never changed in place.
 */
export function toolFingerprint(tool: Tool): string {
  const before = known.get(tool);
  if (before !== undefined) return before;
  const fingerprint = createHash('sha256')
    .update(canonicalJson(judgedPart(tool)))
    .digest('hex');
  known.set(tool, fingerprint);
  return fingerprint;
}

/** What the fingerprint covers, as text for people to compare. */
export function definitionText(tool: Tool): string {
  return canonicalJson(judgedPart(tool), 2);
}

function judgedPart(tool: Tool): Record<string, unknown> {
  const { name, title, description, inputSchema, outputSchema, annotations } = tool;
  return { name, title, description, inputSchema, outputSchema, annotations };
}
