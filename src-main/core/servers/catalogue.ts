import { HostFailure } from '#contract/host-error.ts';
import {
  serverDefinitionSchema,
  serverNameSchema,
  type ServerDefinition,
  type StdioDefinition,
} from '#contract/server-definition.ts';
import { toOverride } from './bundled-override.ts';
import { gatherEntries, type CatalogueEntry } from './catalogue-entries.ts';
import { checkServersText, readConfigFile } from './config-file.ts';
import {
  emptyServersText,
  patchServerInText,
  removeServerFromText,
  renameServerInText,
  setServerInText,
} from './edit-servers-text.ts';
import { parseJsonc } from './parse-jsonc.ts';
import { isRecord } from './read-definition.ts';

export type { CatalogueEntry } from './catalogue-entries.ts';

/** Where the catalogue's file is and how it is read and written. */
export interface CatalogueOptions {
  /** `servers.json` of the data directory. */
  file: string;
  /** `--config` files: read once, never written. Of a name in two files the later file counts. */
  configFiles: readonly string[];
  bundled: Record<string, StdioDefinition>;
  /** Servers of this run only. */
  transient?: Record<string, ServerDefinition>;
  files: {
    /** Gives the last good copy, and a notice, when `parse` throws. */
    read<T>(path: string, parse: (text: string) => T): { value: T | undefined; notice?: string };
    /** Replaces the file whole. Throws when it cannot. */
    write(path: string, text: string): void;
  };
}

/** Which servers exist. Of one name, what is named later counts: bundled, `servers.json`, `--config`, this run's own. */
export interface Catalogue {
  list(): CatalogueEntry[];
  /** Undefined when there is none. @throws HostFailure `bad-definition` when there is one that cannot be used. */
  get(name: string): CatalogueEntry | undefined;
  /** @throws HostFailure `name-taken`, `bad-definition`, `config-unwritable` */
  add(name: string, definition: ServerDefinition): void;
  /**
   * Changes a server; `name` may be new. Keys of the file that Signalbox does not know stay.
   * @throws HostFailure `unknown-server`, `name-taken`, `bad-definition`, `config-unwritable` (also for a `--config` file's server)
   */
  edit(server: string, name: string, definition: ServerDefinition): void;
  /** Gives the name of the copy, which is always in `servers.json`. @throws as {@link Catalogue.add} */
  duplicate(name: string): string;
  /** Gives back what was removed. @throws HostFailure `unknown-server`, `bad-request` (bundled), `config-unwritable` */
  remove(name: string): ServerDefinition;
  /** Remembered, except for a server of a `--config` file. @throws HostFailure `unknown-server`, `config-unwritable` */
  enable(name: string, enabled: boolean): void;
  /** Reads `servers.json` again. */
  reload(): void;
  /** Sentences a person must see: entries that cannot be used, a bad file. */
  readonly notices: readonly string[];
}

/** The catalogue. @throws HostFailure `config-unreadable` for a `--config` file, with line and column. */
export function createCatalogue(options: CatalogueOptions): Catalogue {
  const { file, bundled, transient = {}, files } = options;
  const fromFiles = options.configFiles.map(readConfigFile);
  const switched = new Map<string, boolean>();
  const notices: string[] = [];
  let entries = new Map<string, CatalogueEntry>();
  let unusable = new Map<string, HostFailure>();

  function readText(): string {
    const { value, notice } = files.read(file, checkServersText);
    if (notice !== undefined) notices.push(notice);
    return value ?? emptyServersText;
  }

  function rebuild(text: string): void {
    const root = parseJsonc(text);
    const servers = isRecord(root) && isRecord(root['mcpServers']) ? root['mcpServers'] : {};
    ({ entries, unusable } = gatherEntries({ bundled, servers, fromFiles, transient, switched }));
    for (const { message } of unusable.values()) if (!notices.includes(message)) notices.push(message);
  }

  /** Before each change: another process may have written the file since it was read. */
  function reload(): void {
    rebuild(readText());
  }

  function change(edit: (text: string) => string): void {
    const text = edit(readText());
    try {
      checkServersText(text);
      files.write(file, text);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new HostFailure('config-unwritable', `The list of servers could not be saved: ${why}`, { cause });
    }
    rebuild(text);
  }

  function find(name: string): CatalogueEntry {
    const entry = get(name);
    if (entry) return entry;
    throw new HostFailure(
      'unknown-server',
      `There is no server named "${name}". Look at the list of servers.`,
    );
  }

  function requireWritable(name: string): CatalogueEntry {
    const entry = find(name);
    if (entry.source !== 'file') return entry;
    throw new HostFailure(
      'config-unwritable',
      `"${name}" comes from the command line or a --config file, which Signalbox never writes. Change it there, or duplicate it.`,
    );
  }

  function requireFree(name: string): void {
    const named = serverNameSchema.safeParse(name);
    if (!named.success) {
      throw new HostFailure(
        'bad-definition',
        `This name cannot be used: ${named.error.issues[0]?.message ?? 'not a name'}.`,
      );
    }
    if (entries.has(name) || unusable.has(name)) {
      throw new HostFailure('name-taken', `There is a server named "${name}" already. Choose another name.`);
    }
  }

  function get(name: string): CatalogueEntry | undefined {
    const entry = entries.get(name);
    const failure = unusable.get(name);
    if (!entry && failure) throw failure;
    return entry;
  }

  function base(name: string): StdioDefinition | undefined {
    return Object.hasOwn(bundled, name) ? bundled[name] : undefined;
  }

  /** What the file holds for an entry with this definition. */
  function stored(entry: CatalogueEntry, definition: ServerDefinition): Record<string, unknown> {
    const bundledBase = entry.source === 'bundled' ? base(entry.name) : undefined;
    return bundledBase ? toOverride(entry.name, bundledBase, definition) : definition;
  }

  function add(name: string, definition: ServerDefinition): void {
    reload();
    requireFree(name);
    const checked = checkDefinition(definition);
    change((text) => setServerInText(text, name, checked));
  }

  reload();
  return {
    notices,
    list: () => [...entries.values()],
    get,
    add,
    edit(server, name, definition) {
      reload();
      const entry = requireWritable(server);
      if (name !== server) {
        requireFree(name);
        if (entry.source === 'bundled') {
          throw new HostFailure(
            'bad-definition',
            `"${server}" is part of Signalbox and keeps its name. Duplicate it to choose one.`,
          );
        }
      }
      const wanted = stored(entry, checkDefinition(definition));
      change((text) => setServerInText(renameServerInText(text, server, name), name, wanted));
    },
    duplicate(name) {
      reload();
      const { definition } = find(name);
      const stem = `${name.slice(0, 90)} copy`;
      let copy = stem;
      for (let n = 2; entries.has(copy) || unusable.has(copy); n += 1) copy = `${stem} ${n}`;
      add(copy, definition);
      return copy;
    },
    remove(name) {
      reload();
      const { source, definition } = requireWritable(name);
      if (source === 'bundled') {
        throw new HostFailure(
          'bad-request',
          `"${name}" is part of Signalbox and cannot be removed. Disable it instead.`,
        );
      }
      change((text) => removeServerFromText(text, name));
      return definition;
    },
    enable(name, enabled) {
      reload();
      const entry = find(name);
      if (entry.source === 'file') {
        switched.set(name, enabled);
        reload();
        return;
      }
      // Another program's own switch must not say the opposite.
      const also = typeof entry.definition['disabled'] === 'boolean' ? { disabled: !enabled } : {};
      const signalbox = { ...(entry.source === 'bundled' ? { bundled: true } : {}), enabled };
      change((text) => patchServerInText(text, name, { ...also, signalbox }));
    },
    reload,
  };
}

function checkDefinition(definition: ServerDefinition): ServerDefinition {
  const parsed = serverDefinitionSchema.safeParse(definition);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HostFailure(
    'bad-definition',
    `This definition cannot be used: ${issue?.message ?? 'wrong shape'}. Correct it and try again.`,
  );
}
