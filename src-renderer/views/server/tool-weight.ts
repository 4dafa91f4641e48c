import type { Tool } from '#contract/inventory.ts';

/** What the definitions of tools weigh for a model that is given them. */
export interface ToolWeight {
  /** Bytes of all definitions as JSON. */
  bytes: number;
  /** Estimated: a quarter of the bytes. The true number depends on the model. */
  tokens: number;
  /** Heaviest first. */
  byTool: readonly { name: string; bytes: number }[];
}

const bytesPerToken = 4;

export function weighTools(tools: readonly Tool[]): ToolWeight {
  const encoder = new TextEncoder();
  const byTool = tools
    .map((tool) => ({ name: tool.name, bytes: encoder.encode(JSON.stringify(tool)).length }))
    .toSorted((one, other) => other.bytes - one.bytes);
  const bytes = byTool.reduce((sum, tool) => sum + tool.bytes, 0);
  return { bytes, tokens: Math.round(bytes / bytesPerToken), byTool };
}
