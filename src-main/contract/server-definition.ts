import { z } from 'zod';

/** Our own keys of one configured server; they live under its key `signalbox`. */
export const signalboxKeysSchema = z.looseObject({
  /** False: listed but never started. Default true. */
  enabled: z.boolean().optional(),
  /** Which protocol era to speak; `auto` probes with `server/discover` first. */
  era: z.enum(['auto', 'legacy', 'modern']).optional(),
  /** Milliseconds until a handshake without answer is given up. Default 10 000. */
  handshakeTimeout: z.number().int().positive().max(600_000).optional(),
  /** Milliseconds until a call without answer is given up. Default 60 000. Waiting for a person does not count. */
  callTimeout: z.number().int().positive().max(86_400_000).optional(),
  /** Folders offered to the server as roots (absolute paths). */
  roots: z.array(z.string()).optional(),
  /**
   * Start it anew when a file that matches changes. Globs, relative to its working directory; `node_modules` and `.git`
   * are never watched.
   */
  watch: z.array(z.string().min(1)).max(50).optional(),
  /**
   * `auto`: where bubblewrap works (Linux), it runs in a process namespace that dies with the host. It then sees other
   * process numbers and cannot gain privileges (sudo, setuid). Default `off`.
   */
  contain: z.enum(['auto', 'off']).optional(),
});

/** A server started as a child process. */
export const stdioDefinitionSchema = z.looseObject({
  type: z.literal('stdio').optional(),
  command: z.string().min(1),
  args: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  cwd: z.string().optional(),
  signalbox: signalboxKeysSchema.optional(),
});

/** A server reached over HTTP (Streamable HTTP, or HTTP+SSE for old servers). */
export const httpDefinitionSchema = z.looseObject({
  type: z.enum(['http', 'streamable-http', 'sse']).optional(),
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string(), z.string()).optional(),
  signalbox: signalboxKeysSchema.optional(),
});

/** One entry of `mcpServers`. Unknown keys are kept. */
export const serverDefinitionSchema = z.union([stdioDefinitionSchema, httpDefinitionSchema]);

/** A server's name: what people see, and the key in `mcpServers`. */
export const serverNameSchema = z
  .string()
  .min(1, 'a server needs a name')
  .max(100, 'a name has at most 100 characters')
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  .regex(/^[^\u0000-\u001f\u007f]+$/, 'a name has no control characters')
  .refine((name) => !['__proto__', 'constructor', 'prototype'].includes(name), 'this name is reserved');

export type StdioDefinition = z.infer<typeof stdioDefinitionSchema>;
export type ServerDefinition = z.infer<typeof serverDefinitionSchema>;

/** True when the definition starts a child process. */
export function isStdio(definition: ServerDefinition): definition is StdioDefinition {
  return 'command' in definition && typeof definition.command === 'string';
}
