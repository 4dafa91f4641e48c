import { visibleText } from '#contract/visible-text.ts';
import { headSize } from './record-reader.ts';
import type { StoredRecord } from './stored-record.ts';

/** Characters of a summary at most. */
const maxLength = 300;

type Members = Record<string, unknown>;
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** One line for people, made from a record and the start of its bytes; never throws, whatever they hold. */
export function summarise(record: StoredRecord, head: Uint8Array): string {
  return oneLine(describe(record, head));
}

function oneLine(text: string): string {
  // Escapes can be longer than what they stand for: cut before and after.
  const shown = visibleText(
    text
      .slice(0, maxLength * 2)
      .trim()
      .replace(/\s+/g, ' '),
  );
  if (shown.length <= maxLength) return shown;
  const cut = shown.slice(0, maxLength - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

function describe(record: StoredRecord, head: Uint8Array): string {
  const raw = (): string => decoder.decode(head.subarray(0, maxLength * 4)).replace(/^\ufeff/, '');
  if (record.kind === 'stderr' || record.kind === 'noise' || record.kind === 'invalid') return raw();
  if (record.size > headSize) return describeStart(record, raw());
  let message: unknown;
  try {
    message = JSON.parse(decoder.decode(head).replace(/^\ufeff/, ''));
  } catch {
    return raw();
  }
  if (!isMembers(message)) return raw();
  switch (record.kind) {
    case 'request':
    case 'notification':
      return describeParams(textOf(message['method']) ?? record.method, message['params']);
    case 'response':
      return describeResponse(record.method, message) ?? raw();
    case 'lifecycle':
    case 'decision':
      return textOf(message['text']) ?? textOf(message['event']) ?? raw();
    default:
      return record.kind satisfies never;
  }
}

/** A message of which only the start is at hand: what it is, and the first words in it. */
function describeStart(record: StoredRecord, start: string): string {
  const quoted = /"(?:text|data|message)"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(start)?.[1];
  // The text is cut, perhaps within an escape; what cannot be read is shown as it is.
  const words = quoted?.replace(/\\(?:u[0-9a-f]{0,3})?$/i, '') ?? '';
  const first = words === '' ? start : readString(words);
  if (record.kind !== 'response') return `… ${first}`;
  return `${/"error"\s*:\s*\{/.test(start) ? 'error' : 'result'} · … ${first}`;
}

function readString(escaped: string): string {
  try {
    return String(JSON.parse(`"${escaped}"`));
  } catch {
    return escaped;
  }
}

/** Members of `params` that say best what a message is about. */
const telling = ['name', 'uri', 'message', 'reason', 'requestId', 'level'];

function describeParams(method: string | undefined, params: unknown): string {
  if (!isMembers(params)) return params === undefined ? '' : compact(params);
  const { _meta: _, ...rest } = params;
  if (method === 'tools/call' || method === 'prompts/get') {
    return `${textOf(rest['name']) ?? '?'} ${rest['arguments'] === undefined ? '' : compact(rest['arguments'])}`;
  }
  if (method === 'initialize') {
    return `${textOf(rest['protocolVersion']) ?? '?'} · ${identity(rest['clientInfo'])}`;
  }
  if (method === 'notifications/message') {
    return `${textOf(rest['level']) ?? ''} · ${textOf(rest['data']) ?? compact(rest['data'])}`;
  }
  if (method === 'notifications/progress') {
    const total = rest['total'] === undefined ? '' : ` / ${compact(rest['total'])}`;
    return `${compact(rest['progress'])}${total} ${textOf(rest['message']) ?? ''}`;
  }
  return describeMembers(rest);
}

function describeMembers(rest: Members): string {
  const only = telling.filter((name) => rest[name] !== undefined);
  const [first] = only;
  if (first !== undefined && Object.keys(rest).length === 1)
    return textOf(rest[first]) ?? compact(rest[first]);
  return Object.keys(rest).length === 0 ? '' : compact(rest);
}

function describeResponse(method: string | undefined, message: Members): string | undefined {
  const error = message['error'];
  if (isMembers(error)) return `${String(error['code']).replace('-', '−')} ${textOf(error['message']) ?? ''}`;
  const result = message['result'];
  if (result === undefined) return undefined;
  if (!isMembers(result)) return `result · ${compact(result)}`;
  const content = result['content'];
  if (Array.isArray(content)) {
    return `${result['isError'] === true ? 'tool error' : 'result'} · ${describeContent(content, result)}`;
  }
  for (const name of [
    'tools',
    'resources',
    'resourceTemplates',
    'prompts',
    'roots',
    'contents',
    'messages',
  ]) {
    const items = result[name];
    if (Array.isArray(items)) return `result · ${describeList(name, items)}`;
  }
  if (method === 'initialize') {
    return `result · ${textOf(result['protocolVersion']) ?? '?'} · ${identity(result['serverInfo'])}`;
  }
  const { _meta: _, ...rest } = result;
  return Object.keys(rest).length === 0 ? 'result · empty' : `result · ${compact(rest)}`;
}

function describeContent(content: unknown[], result: Members): string {
  const parts = content.slice(0, 5).map((block) => {
    if (!isMembers(block)) return '?';
    const type = textOf(block['type']) ?? '?';
    const text = textOf(block['text']);
    return text === undefined
      ? `${type} ${textOf(block['mimeType']) ?? ''}`
      : `${type} ${text.slice(0, maxLength)}`;
  });
  if (content.length > parts.length) parts.push(`and ${content.length - parts.length} more`);
  if (result['structuredContent'] !== undefined)
    parts.push(`structured ${compact(result['structuredContent'])}`);
  return parts.length === 0 ? 'no content' : parts.join(' · ');
}

function describeList(name: string, items: unknown[]): string {
  const singular = items.length === 1 ? name.replace(/s$/, '') : name;
  const names = items
    .slice(0, 20)
    .map((item) => (isMembers(item) ? (textOf(item['name']) ?? textOf(item['uri'])) : undefined))
    .filter((one) => one !== undefined);
  return `${items.length} ${singular}${names.length > 0 ? `: ${names.join(', ')}` : ''}`;
}

const identity = (value: unknown): string =>
  isMembers(value) ? `${textOf(value['name']) ?? '?'} ${textOf(value['version']) ?? ''}` : '?';

/** JSON, of long values only the start. */
function compact(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // Nested too deep for the stack.
    return '…';
  }
}
