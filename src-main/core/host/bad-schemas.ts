import type { Inventory } from '#contract/inventory.ts';
import type { Facts } from '../doctor/facts.ts';
import type { SchemaChecker } from '../session/schema-check.ts';

type BadSchema = Facts['badSchemas'][number];

/** Tools looked at; a server with more has other findings. */
const limit = 1000;
const known = new WeakMap<Inventory, Promise<BadSchema[]>>();

/** Schemas of tools that are no valid JSON Schema. Each inventory is looked at once. */
export function badSchemas(inventory: Inventory, checker: SchemaChecker): Promise<BadSchema[]> {
  const found = known.get(inventory) ?? find(inventory, checker);
  known.set(inventory, found);
  return found;
}

async function find({ tools }: Inventory, checker: SchemaChecker): Promise<BadSchema[]> {
  const bad: BadSchema[] = [];
  for (const { name, inputSchema, outputSchema } of tools.slice(0, limit)) {
    if (inputSchema['type'] !== 'object') {
      bad.push({ tool: name, which: 'inputSchema', problem: 'its "type" must be "object" (MCP "Tools")' });
    } else {
      const problem = await problemOf(inputSchema, checker);
      if (problem !== undefined) bad.push({ tool: name, which: 'inputSchema', problem });
    }
    const problem = outputSchema && (await problemOf(outputSchema, checker));
    if (problem !== undefined) bad.push({ tool: name, which: 'outputSchema', problem });
  }
  return bad;
}

/** Compiling the schema is the check: it is held against its meta-schema, its references and patterns are resolved. */
async function problemOf(schema: unknown, checker: SchemaChecker): Promise<string | undefined> {
  const check = await checker.check(schema, {});
  if (check.outcome !== 'not-checked') return undefined;
  // A dialect that is not known here, or a check that was given up, says nothing about the schema.
  return /^(schema is invalid|can't resolve reference|Invalid regular expression)/.test(check.reason)
    ? check.reason
    : undefined;
}
