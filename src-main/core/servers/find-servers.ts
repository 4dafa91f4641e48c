import type { FoundServer } from './parse-command-line.ts';
import { isRecord, looksLikeDefinition } from './read-definition.ts';

/** The servers of a configuration, with the defaults of VS Code's `inputs` by their id. */
export interface FoundServers {
  servers: FoundServer[];
  inputs: Record<string, string>;
}

/** Where programs keep their servers: Claude, Cursor and most others; VS Code; Zed; Amp. */
const keys = ['mcpServers', 'servers', 'context_servers', 'amp.mcpServers'];

/**
 * The servers of any known program's configuration, given as a parsed value: `{mcpServers}`, VS Code's `{servers, inputs}`
 * and `{mcp: {servers}}`, OpenCode's `{mcp: {name: …}}`, or a bare map of names. Undefined when it is none of these.
 */
export function findServers(value: unknown): FoundServers | undefined {
  if (!isRecord(value)) return undefined;
  for (const key of keys) {
    const servers = value[key];
    if (isRecord(servers)) return { servers: entriesOf(servers), inputs: inputDefaults(value['inputs']) };
  }
  const { mcp } = value;
  if (isRecord(mcp)) return findServers(mcp);
  const entries = entriesOf(value).filter(({ raw }) => isRecord(raw));
  return entries.some(({ raw }) => looksLikeDefinition(raw)) ? { servers: entries, inputs: {} } : undefined;
}

function entriesOf(servers: Record<string, unknown>): FoundServer[] {
  return Object.entries(servers).map(([name, raw]) => ({ name, raw }));
}

function inputDefaults(inputs: unknown): Record<string, string> {
  if (!Array.isArray(inputs)) return {};
  return Object.fromEntries(
    inputs.flatMap((input: unknown) => {
      if (!isRecord(input)) return [];
      const { id, default: value } = input;
      return typeof id === 'string' && typeof value === 'string' ? [[id, value]] : [];
    }),
  );
}
