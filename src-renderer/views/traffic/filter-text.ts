import { recordKindSchema, type RecordKind, type TrafficFilter } from '#contract/traffic-record.ts';

/** What the search box means: the filter for the host, and what could not be understood. */
export interface FilterReading {
  filter: TrafficFilter;
  /** Sentences about words that look like a filter but are none. */
  problems: string[];
}

const kindNames: readonly string[] = recordKindSchema.options;
const longestText = 1000;

/** Words of the search box; double quotes keep spaces together, also after the colon. */
function words(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)].map((match) => match[0]);
}

/** Without the quotes around it; quotes inside (`"id":5`) are text to look for. */
function unquoted(word: string): string {
  return /^"[^"]*"?$/.test(word) ? word.replaceAll('"', '') : word;
}

function isKind(name: string): name is RecordKind {
  return kindNames.includes(name);
}

/**
 * Reads `server:name kind:request,response method:tools/call any text`. Everything that is not one of the three is
 * text to look for, in the order typed, joined by single spaces.
 */
export function readFilterText(text: string): FilterReading {
  const filter: TrafficFilter = {};
  const problems: string[] = [];
  const rest: string[] = [];
  for (const word of words(text)) {
    const colon = word.indexOf(':');
    const key = colon > 0 ? word.slice(0, colon).toLowerCase() : '';
    const value = unquoted(word.slice(colon + 1));
    if (key === 'server' || key === 'method') {
      if (value !== '') filter[key] = value;
    } else if (key === 'kind') {
      const kinds = value.split(',').filter((name) => name !== '');
      for (const name of kinds.filter((kind) => !isKind(kind))) {
        problems.push(`“${name}” is no kind; the kinds are ${kindNames.join(', ')}.`);
      }
      const known = kinds.filter(isKind);
      if (known.length > 0) filter.kinds = [...(filter.kinds ?? []), ...known];
    } else rest.push(unquoted(word));
  }
  const joined = rest.join(' ').trim();
  if (joined.length > longestText) problems.push(`Only the first ${longestText} characters are looked for.`);
  if (joined !== '') filter.text = joined.slice(0, longestText);
  return { filter, problems };
}

/** True when the filter lets everything pass. */
export function isEmptyFilter(filter: TrafficFilter): boolean {
  return (
    filter.text === undefined &&
    filter.server === undefined &&
    filter.method === undefined &&
    filter.kinds === undefined
  );
}

const count = new Intl.NumberFormat('en-US');

/** What is shown, in plain English: “8 of 48,310 match: server file-searcher, containing “foo””. */
export function filterInWords(filter: TrafficFilter, matching: number, all: number): string {
  if (isEmptyFilter(filter)) return all === 1 ? '1 record' : `${count.format(all)} records`;
  const parts: string[] = [];
  if (filter.server !== undefined) parts.push(`server ${filter.server}`);
  if (filter.kinds !== undefined) parts.push(`kind ${filter.kinds.join(' or ')}`);
  if (filter.method !== undefined) parts.push(`method ${filter.method}`);
  if (filter.text !== undefined) parts.push(`containing “${filter.text}”`);
  return `${count.format(matching)} of ${count.format(all)} match: ${parts.join(', ')}`;
}

/** Completions of the word before the cursor, at most 12: whole words to put in its place. */
export function completeFilterText(text: string, servers: string[], methods: string[]): string[] {
  const word = /\S*$/.exec(text)?.[0] ?? '';
  const colon = word.indexOf(':');
  const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);
  if (colon < 0) {
    return ['server:', 'kind:', 'method:'].filter((key) => word !== '' && key.startsWith(word.toLowerCase()));
  }
  const key = word.slice(0, colon).toLowerCase();
  const choices = { server: servers, kind: [...kindNames], method: methods }[key];
  if (choices === undefined) return [];
  const typed = unquoted(word.slice(colon + 1)).toLowerCase();
  return choices
    .filter((choice) => choice.toLowerCase().startsWith(typed) && choice.toLowerCase() !== typed)
    .slice(0, 12)
    .map((choice) => `${key}:${quoted(choice)}`);
}

/** The text with its last word replaced by a completion; a finished one is followed by a space. */
export function withCompletion(text: string, completion: string): string {
  return text.replace(/\S*$/, '') + completion + (completion.endsWith(':') ? '' : ' ');
}
