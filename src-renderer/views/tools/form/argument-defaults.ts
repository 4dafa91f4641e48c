import type { SchemaNode } from './form-plan.ts';

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const longestDefault = 100_000;

/**
 * What the arguments are before a person typed anything: the defaults that the schema names, `false` for a required
 * switch (an empty checkbox reads as “no”), and what has only one possible value. Everything else stays absent.
 */
export function initialArguments(schema: SchemaNode, depth = 0): SchemaNode {
  const result: SchemaNode = {};
  if (!isNode(schema['properties']) || depth > 4) return result;
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  for (const [name, child] of Object.entries(schema['properties'])) {
    if (!isNode(child) || name === '__proto__') continue;
    const value = initialValue(child, required.has(name), depth);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function initialValue(child: SchemaNode, required: boolean, depth: number): unknown {
  if (child['default'] !== undefined) {
    return JSON.stringify(child['default']).length <= longestDefault ? child['default'] : undefined;
  }
  if (!required) return undefined;
  if (child['const'] !== undefined) return child['const'];
  if (Array.isArray(child['enum']) && child['enum'].length === 1) return child['enum'][0];
  if (child['type'] === 'boolean') return false;
  if (child['type'] === 'object' && isNode(child['properties'])) {
    const nested = initialArguments(child, depth + 1);
    return Object.keys(nested).length > 0 ? nested : undefined;
  }
  return undefined;
}
