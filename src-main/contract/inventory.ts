import { z } from 'zod';
import { claimedHintsSchema } from './grant.ts';
import { hostErrorSchema } from './host-error.ts';

const record = z.record(z.string(), z.unknown());
const icons = z.array(z.looseObject({ src: z.string() })).optional();

/** MCP `Tool`. Loose: unknown keys are kept, so that people see what the server really sent. */
export const toolSchema = z.looseObject({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: record,
  outputSchema: record.optional(),
  annotations: claimedHintsSchema.loose().extend({ title: z.string().optional() }).optional(),
  icons,
});
export type Tool = z.infer<typeof toolSchema>;

/** MCP `Resource`. */
export const resourceSchema = z.looseObject({
  uri: z.string(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  mimeType: z.string().optional(),
  size: z.number().optional(),
  icons,
});
export type Resource = z.infer<typeof resourceSchema>;

/** MCP `ResourceTemplate`. */
export const resourceTemplateSchema = z.looseObject({
  uriTemplate: z.string(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  mimeType: z.string().optional(),
  icons,
});
export type ResourceTemplate = z.infer<typeof resourceTemplateSchema>;

/** MCP `Prompt`. */
export const promptSchema = z.looseObject({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  arguments: z
    .array(
      z.looseObject({
        name: z.string(),
        title: z.string().optional(),
        description: z.string().optional(),
        required: z.boolean().optional(),
      }),
    )
    .optional(),
  icons,
});
export type Prompt = z.infer<typeof promptSchema>;

/** MCP `ResourceContents`: text or base64. */
export const resourceContentsSchema = z.looseObject({
  uri: z.string(),
  mimeType: z.string().optional(),
  text: z.string().optional(),
  blob: z.string().optional(),
});
export type ResourceContents = z.infer<typeof resourceContentsSchema>;

/** MCP `ContentBlock`, loose: the type decides what else is there; what is unknown is shown raw. */
export const contentBlockSchema = z.looseObject({ type: z.string() });
export type ContentBlock = z.infer<typeof contentBlockSchema>;

/** One entry of a list that could not be read, or a list that could not be had. The rest of the list is there. */
export const inventoryProblemSchema = z.object({
  list: z.enum(['tools', 'resources', 'resourceTemplates', 'prompts']),
  /** Position in the list, absent when the whole list failed. */
  index: z.number().int().optional(),
  error: hostErrorSchema,
});

/** Everything a server offers, as last listed. */
export const inventorySchema = z.object({
  server: z.string(),
  /** Grows by one each time something changed. 0: never listed. */
  revision: z.number().int(),
  tools: z.array(toolSchema),
  resources: z.array(resourceSchema),
  resourceTemplates: z.array(resourceTemplateSchema),
  prompts: z.array(promptSchema),
  problems: z.array(inventoryProblemSchema),
});
export type Inventory = z.infer<typeof inventorySchema>;

/** MCP `CallToolResult`, loose. */
export const callToolResultSchema = z.looseObject({
  content: z.array(contentBlockSchema).default([]),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
});
export type CallToolResult = z.infer<typeof callToolResultSchema>;

/** MCP `ReadResourceResult`, loose. */
export const readResourceResultSchema = z.looseObject({ contents: z.array(resourceContentsSchema) });
export type ReadResourceResult = z.infer<typeof readResourceResultSchema>;

/** MCP `GetPromptResult`, loose. */
export const getPromptResultSchema = z.looseObject({
  description: z.string().optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: contentBlockSchema })),
});
export type GetPromptResult = z.infer<typeof getPromptResultSchema>;

/** MCP `CompleteResult.completion`. */
export const completionSchema = z.looseObject({
  values: z.array(z.string()),
  total: z.number().optional(),
  hasMore: z.boolean().optional(),
});
