import { applyEdits, findNodeAtLocation, modify, type FormattingOptions, type JSONPath } from 'jsonc-parser';
import { parseJsonc, parseJsoncTree } from './parse-jsonc.ts';
import { isRecord } from './read-definition.ts';

/** The file when there is none yet. */
export const emptyServersText = '{\n  "mcpServers": {}\n}\n';

/** Says of a key that `after` does not have whether it was removed; otherwise it stays. */
type Owns = (path: JSONPath, key: string) => boolean;

const knownKeys = new Set(['type', 'command', 'args', 'env', 'cwd', 'url', 'headers', 'signalbox']);
const knownSignalboxKeys = new Set(['enabled', 'era', 'handshakeTimeout', 'callTimeout', 'roots']);

/**
 * The text of a servers file with one entry added or changed; comments, order, and keys that nobody here knows stay. Only
 * what differs is touched. The text must parse.
 */
export function setServerInText(text: string, name: string, definition: Record<string, unknown>): string {
  return changeEntry(text, name, definition, ownsWhole);
}

/** The text with only the given keys of one entry changed; the entry is made when it is not there. */
export function patchServerInText(text: string, name: string, patch: Record<string, unknown>): string {
  return changeEntry(text, name, patch, () => false);
}

/** The text without one entry. */
export function removeServerFromText(text: string, name: string): string {
  return put(text, ['mcpServers', name], undefined);
}

/** The text with one entry under another name, in the same place. */
export function renameServerInText(text: string, name: string, to: string): string {
  const key = findNodeAtLocation(parseJsoncTree(text), ['mcpServers', name])?.parent?.children?.[0];
  if (!key) return text;
  return text.slice(0, key.offset) + JSON.stringify(to) + text.slice(key.offset + key.length);
}

function changeEntry(text: string, name: string, after: Record<string, unknown>, owns: Owns): string {
  const root = parseJsonc(text);
  const servers = isRecord(root) ? root['mcpServers'] : undefined;
  const before = isRecord(servers) && Object.hasOwn(servers, name) ? servers[name] : undefined;
  return changeValue(text, ['mcpServers', name], before, after, owns);
}

/** Keys of env and headers are the person's own: what is not given any more goes. Elsewhere only keys known here go. */
function ownsWhole(path: JSONPath, key: string): boolean {
  if (path.length === 2) return knownKeys.has(key);
  return path.length > 3 || path[2] !== 'signalbox' || knownSignalboxKeys.has(key);
}

function changeValue(text: string, path: JSONPath, before: unknown, after: unknown, owns: Owns): string {
  if (after === undefined || JSON.stringify(before) === JSON.stringify(after)) return text;
  if (isRecord(before) && isRecord(after)) return changeObject(text, path, before, after, owns);
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    // Element by element, so that comments between the elements stay.
    return after.reduce(
      (changed: string, item: unknown, at) => changeValue(changed, [...path, at], before[at], item, owns),
      text,
    );
  }
  return put(text, path, after);
}

function changeObject(
  text: string,
  path: JSONPath,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  owns: Owns,
): string {
  let changed = text;
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(after, key) && owns(path, key)) changed = put(changed, [...path, key], undefined);
  }
  for (const [key, value] of Object.entries(after)) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    changed = changeValue(changed, [...path, key], old, value, owns);
  }
  return changed;
}

function put(text: string, path: JSONPath, value: unknown): string {
  return applyEdits(text, modify(text, path, value, { formattingOptions: formattingOf(text) }));
}

/** New lines look like the ones that are there. */
function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 4 : Math.min(indent.length, 8),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
