import type { Inventory } from '#contract/inventory.ts';
import { promptSchema, resourceSchema, resourceTemplateSchema, toolSchema } from '#contract/inventory.ts';
import type { Caller } from '#contract/grant.ts';
import { HostFailure, toHostError } from '#contract/host-error.ts';
import type { RunningFacts } from '#contract/session-state.ts';
import type { z } from 'zod';
import type { Session } from './session.ts';

/** Caps against endless or looping cursors. */
const maxPages = 200;
const maxEntries = 20_000;

type Lists = Pick<Inventory, 'tools' | 'resources' | 'resourceTemplates' | 'prompts' | 'problems'>;
type ListName = Inventory['problems'][number]['list'];

const lists = [
  { list: 'tools', method: 'tools/list', key: 'tools', capability: 'tools', schema: toolSchema },
  {
    list: 'resources',
    method: 'resources/list',
    key: 'resources',
    capability: 'resources',
    schema: resourceSchema,
  },
  {
    list: 'resourceTemplates',
    method: 'resources/templates/list',
    key: 'resourceTemplates',
    capability: 'resources',
    schema: resourceTemplateSchema,
  },
  { list: 'prompts', method: 'prompts/list', key: 'prompts', capability: 'prompts', schema: promptSchema },
] as const;

/**
 * Asks for everything a server offers (MCP `tools/list`, `resources/list`, `resources/templates/list`, `prompts/list`,
 * all pages). One bad entry hides only itself; a list that fails hides only itself. Each is said in `problems`.
 */
export async function listInventory(session: Session, facts: RunningFacts, caller: Caller): Promise<Lists> {
  const problems: Inventory['problems'] = [];
  const asked = lists.map(async ({ list, method, key, capability, schema }) =>
    facts.capabilities[capability] === undefined
      ? []
      : listAll(session, caller, { list, method, key, schema: schema as z.ZodType }, problems),
  );
  const [tools, resources, resourceTemplates, prompts] = await Promise.all(asked);
  return {
    // Each list was parsed with the schema of its own row above.
    tools: (tools ?? []) as Lists['tools'],
    resources: (resources ?? []) as Lists['resources'],
    resourceTemplates: (resourceTemplates ?? []) as Lists['resourceTemplates'],
    prompts: (prompts ?? []) as Lists['prompts'],
    problems,
  };
}

async function listAll(
  session: Session,
  caller: Caller,
  what: { list: ListName; method: string; key: string; schema: z.ZodType },
  problems: Inventory['problems'],
): Promise<unknown[]> {
  const entries: unknown[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  let index = 0;
  try {
    for (let page = 0; ; page += 1) {
      const { result } = await session.request(what.method, cursor === undefined ? {} : { cursor }, caller);
      const found = result[what.key];
      if (!Array.isArray(found))
        throw new HostFailure('invalid-message', `${what.method} answered without a list "${what.key}".`);
      for (const entry of found) {
        const parsed = what.schema.safeParse(entry);
        if (parsed.success) entries.push(entry);
        else problems.push({ list: what.list, index, error: badEntry(what.list, index, parsed.error) });
        index += 1;
      }
      const next = result['nextCursor'];
      if (typeof next !== 'string') return entries;
      if (cursors.has(next) || page + 1 >= maxPages || index >= maxEntries) {
        throw new HostFailure(
          'list-too-long',
          `${what.method} goes on after ${index} entries in ${page + 1} pages${cursors.has(next) ? ' and repeats its cursor' : ''}; the rest is not asked for.`,
        );
      }
      cursors.add(next);
      cursor = next;
    }
  } catch (error) {
    problems.push({ list: what.list, error: toHostError(error) });
    return entries;
  }
}

function badEntry(
  list: ListName,
  index: number,
  error: z.ZodError,
): { code: 'invalid-message'; message: string } {
  const first = error.issues[0];
  const where = first ? `${first.path.join('.') || 'the entry'}: ${first.message}` : 'it has the wrong shape';
  return {
    code: 'invalid-message',
    message: `Entry ${index + 1} of ${list} breaks the specification – ${where}.`,
  };
}
