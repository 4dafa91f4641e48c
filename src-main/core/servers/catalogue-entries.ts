import { HostFailure } from '#contract/host-error.ts';
import {
  serverNameSchema,
  type ServerDefinition,
  type StdioDefinition,
} from '#contract/server-definition.ts';
import { applyOverride, isBundledOverride } from './bundled-override.ts';
import type { FoundServers } from './find-servers.ts';
import { readDefinition } from './read-definition.ts';

/** One server that exists. */
export interface CatalogueEntry {
  readonly name: string;
  readonly source: 'bundled' | 'configured' | 'file';
  readonly definition: ServerDefinition;
  readonly enabled: boolean;
  /** Default values of VS Code's `${input:id}`, when its file gives some. */
  readonly inputs?: Record<string, string>;
}

/** Everything that names servers, as read. */
export interface EntrySources {
  bundled: Record<string, StdioDefinition>;
  /** `mcpServers` of `servers.json`. */
  servers: Record<string, unknown>;
  fromFiles: readonly FoundServers[];
  transient: Record<string, ServerDefinition>;
  /** Servers of files that were switched on or off in this run. */
  switched: ReadonlyMap<string, boolean>;
}

/** All servers, and the names whose definition cannot be used, with why: one bad entry takes nothing else away. */
export function gatherEntries(sources: EntrySources): {
  entries: Map<string, CatalogueEntry>;
  unusable: Map<string, HostFailure>;
} {
  const { bundled, servers, fromFiles, transient, switched } = sources;
  const entries = new Map<string, CatalogueEntry>();
  const unusable = new Map<string, HostFailure>();

  function put(
    name: string,
    source: CatalogueEntry['source'],
    read: () => ServerDefinition,
    inputs = {},
  ): void {
    try {
      checkName(name);
      const definition = read();
      const isOn = definition.signalbox?.enabled ?? definition['disabled'] !== true;
      const enabled = source === 'file' ? (switched.get(name) ?? isOn) : isOn;
      const given = Object.keys(inputs).length > 0 ? { inputs } : {};
      entries.set(name, Object.freeze({ name, source, definition, enabled, ...given }));
      unusable.delete(name);
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      unusable.set(name, error);
      // What it would have replaced is not what was asked for; a bundled server goes on without its changes.
      if (source !== 'bundled') entries.delete(name);
    }
  }

  for (const [name, definition] of Object.entries(bundled)) put(name, 'bundled', () => definition);
  for (const [name, raw] of Object.entries(servers)) {
    const base = Object.hasOwn(bundled, name) ? bundled[name] : undefined;
    if (isBundledOverride(raw)) {
      // Without its server (this run has no bundled ones) the entry waits for the next run.
      if (base) put(name, 'bundled', () => applyOverride(name, base, raw));
    } else {
      put(name, 'configured', () => readDefinition(name, raw));
    }
  }
  for (const { servers: found, inputs } of fromFiles) {
    for (const { name, raw } of found) put(name, 'file', () => readDefinition(name, raw), inputs);
  }
  for (const [name, definition] of Object.entries(transient)) put(name, 'file', () => definition);
  return { entries, unusable };
}

function checkName(name: string): void {
  const parsed = serverNameSchema.safeParse(name);
  if (parsed.success) return;
  const why = parsed.error.issues[0]?.message ?? 'not a name';
  throw new HostFailure(
    'bad-definition',
    `The name ${JSON.stringify(name.slice(0, 100))} cannot be used: ${why}. Rename it in its file.`,
  );
}
