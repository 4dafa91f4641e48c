import type { Inventory, Tool } from '#contract/inventory.ts';
import type { Facts } from '../doctor/facts.ts';
import type { SchemaChecker } from '../session/schema-check.ts';

type BadSchema = Facts['badSchemas'][number];

/** Milliseconds of one look; the next one goes on from there. */
const lookFor = 8000;

interface Progress {
  bad: BadSchema[];
  /** How many tools have been looked at. */
  done: number;
  looking: Promise<void> | undefined;
}

const known = new WeakMap<Inventory, Progress>();

/** Schemas of tools that are no valid JSON Schema. Each tool of an inventory is looked at once. */
export async function badSchemas(inventory: Inventory, checker: SchemaChecker): Promise<BadSchema[]> {
  const progress: Progress = known.get(inventory) ?? { bad: [], done: 0, looking: undefined };
  known.set(inventory, progress);
  progress.looking ??= lookOn(inventory.tools, progress, checker).finally(() => {
    progress.looking = undefined;
  });
  await progress.looking;
  return [...progress.bad];
}

async function lookOn(tools: readonly Tool[], progress: Progress, checker: SchemaChecker): Promise<void> {
  const until = performance.now() + lookFor;
  for (const tool of tools.slice(progress.done)) {
    if (performance.now() > until) return;
    progress.bad.push(...(await badSchemasOf(tool, checker)));
    progress.done += 1;
  }
}

async function badSchemasOf(tool: Tool, checker: SchemaChecker): Promise<BadSchema[]> {
  const { name, inputSchema, outputSchema } = tool;
  const ofInput =
    inputSchema['type'] === 'object'
      ? await problemOf(inputSchema, checker)
      : 'its "type" must be "object" (MCP "Tools")';
  const ofOutput = outputSchema && (await problemOf(outputSchema, checker));
  return [
    ...(ofInput === undefined ? [] : [{ tool: name, which: 'inputSchema' as const, problem: ofInput }]),
    ...(ofOutput === undefined ? [] : [{ tool: name, which: 'outputSchema' as const, problem: ofOutput }]),
  ];
}

async function problemOf(schema: unknown, checker: SchemaChecker): Promise<string | undefined> {
  const check = await checker.judge(schema);
  return check.outcome === 'invalid' ? check.problems[0] : undefined;
}
