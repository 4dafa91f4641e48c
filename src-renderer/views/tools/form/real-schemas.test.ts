import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { TooltipProvider } from '../../../ui/tooltip.tsx';
import { initialArguments } from './argument-defaults.ts';
import { problemsOf } from './argument-problems.ts';
import { editArguments, readArguments, writeArguments } from './argument-text.ts';
import { planForm, type SchemaNode } from './form-plan.ts';
import SchemaForm from './schema-form.tsx';

/** Real servers, asked for their tools when the suite runs. */
const servers: Record<string, string[]> = {
  everything: ['node_modules/@modelcontextprotocol/server-everything/dist/index.js', 'stdio'],
  filesystem: ['node_modules/@modelcontextprotocol/server-filesystem/dist/index.js', 'src-renderer'],
  memory: ['node_modules/@modelcontextprotocol/server-memory/dist/index.js'],
  'sequential-thinking': ['node_modules/@modelcontextprotocol/server-sequential-thinking/dist/index.js'],
  playwright: ['node_modules/@playwright/mcp/cli.js', '--headless', '--isolated'],
  context7: ['node_modules/@upstash/context7-mcp/dist/index.js'],
  'system-monitor': ['src-servers/system-monitor/main.ts'],
  'file-searcher': ['src-servers/file-searcher/main.ts'],
};

interface RealTool {
  name: string;
  schema: SchemaNode;
}

async function toolsOf(server: string, args: string[]): Promise<RealTool[]> {
  const client = new Client({ name: 'form-suite', version: '0.0.0' });
  await client.connect(new StdioClientTransport({ command: 'node', args, stderr: 'ignore' }));
  try {
    const { tools } = await client.listTools();
    return tools.map((tool) => ({ name: `${server}/${tool.name}`, schema: { ...tool.inputSchema } }));
  } finally {
    await client.close();
  }
}

const isNode = (value: unknown): value is SchemaNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that fits, with every property that can be given: what a patient person would fill in. */
function sample(schema: unknown, depth = 0): unknown {
  if (!isNode(schema)) return 'any';
  const { format } = schema;
  const type: unknown = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  if (schema['const'] !== undefined) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  for (const key of ['oneOf', 'anyOf']) {
    const options: unknown = schema[key];
    if (Array.isArray(options)) return sample(options[0], depth);
  }
  const numberOf = (key: string, fallback: number): number =>
    typeof schema[key] === 'number' ? schema[key] : fallback;
  if (type === 'object' || isNode(schema['properties'])) {
    const properties = isNode(schema['properties']) ? schema['properties'] : {};
    return Object.fromEntries(
      Object.entries(properties).map(([name, child]) => [name, sample(child, depth + 1)]),
    );
  }
  if (type === 'array') {
    const count = Math.max(1, numberOf('minItems', 1));
    return Array.from({ length: count }, () => sample(schema['items'], depth + 1));
  }
  if (type === 'boolean') return true;
  if (type === 'number' || type === 'integer') {
    return Math.max(numberOf('minimum', 1), numberOf('exclusiveMinimum', 0) + 1);
  }
  if (type === 'string') {
    if (format === 'uri') return 'https://example.test/';
    if (format === 'date-time') return '2026-01-01T00:00:00Z';
    return 'text'.padEnd(numberOf('minLength', 0), 'x');
  }
  return { any: ['JSON'] };
}

const all: RealTool[] = [];
beforeAll(async () => {
  for (const [server, args] of Object.entries(servers)) all.push(...(await toolsOf(server, args)));
}, 120_000);

/** Runs the check for every tool and names the ones that fail, all at once. */
function everyTool(check: (tool: RealTool) => void): void {
  const wrong: string[] = [];
  for (const tool of all) {
    try {
      check(tool);
    } catch (thrown) {
      wrong.push(`${tool.name}: ${thrown instanceof Error ? thrown.message.slice(0, 400) : String(thrown)}`);
    }
  }
  expect(wrong).toEqual([]);
}

/** Arguments as the form makes them: planned fields by the plan, what is JSON by the server's own schema. */
function filled({ schema }: RealTool): Record<string, unknown> {
  const plan = planForm(schema);
  const properties: unknown = schema['properties'];
  const planned = isNode(plan.schema['properties']) ? plan.schema['properties'] : {};
  const entries = [...plan.shown].map((name) => {
    const field = Object(plan.uiSchema[name])['ui:field'] as unknown;
    const source = field === 'json' && isNode(properties) ? properties[name] : planned[name];
    return [name, sample(source)];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

describe('the forms of real tools', () => {
  it('are at least sixty', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ name }) => name.split('/')[0])).size).toBe(Object.keys(servers).length);
  });

  it('show every property that the schema names', () => {
    everyTool(({ schema }) => {
      const plan = planForm(schema);
      expect(plan.noForm).toBeUndefined();
      const names = isNode(schema['properties']) ? Object.keys(schema['properties']) : [];
      expect([...plan.shown]).toEqual(names);
    });
  });

  it('are drawn with a control for every property', () => {
    everyTool((tool) => {
      const plan = planForm(tool.schema);
      const value = filled(tool);
      const markup = renderToStaticMarkup(
        createElement(TooltipProvider, {
          // oxlint-disable-next-line react/no-children-prop -- its type asks for the property
          children: createElement(SchemaForm, { plan, value, problems: [], onChange: () => undefined }),
        }),
      );
      expect(markup).not.toMatch(/Unsupported|Unknown field/i);
      for (const name of plan.shown) expect(markup).toContain(`argument_${name}`);
    });
  });

  it('make arguments that the schema of the server finds valid', () => {
    everyTool((tool) => {
      const value = filled(tool);
      expect(problemsOf(planForm(tool.schema).schema, value)).toEqual([]);
      // Another validator than the window's, with the server's schema as it came.
      const { $schema: _, ...schema } = tool.schema;
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      const valid = ajv.validate(schema, value);
      expect(ajv.errorsText()).toBe('No errors');
      expect(valid).toBe(true);
    });
  });

  it('refuse what the schema of the server refuses: a required property that is missing', () => {
    everyTool((tool) => {
      const required: unknown = tool.schema['required'];
      for (const name of Array.isArray(required) ? required : []) {
        const { [String(name)]: _, ...rest } = filled(tool);
        expect(problemsOf(planForm(tool.schema).schema, rest).map(({ keyword }) => keyword)).toContain(
          'required',
        );
      }
    });
  });

  it('keep in the JSON twin what the form cannot show, to the last digit', () => {
    everyTool((tool) => {
      const plan = planForm(tool.schema);
      const first = initialArguments(tool.schema);
      let text = `${writeArguments(first).trimEnd().slice(0, -1).trimEnd()}${
        Object.keys(first).length > 0 ? ',' : ''
      }\n  "x-unknown": 12345678901234567890.10\n}`;
      for (const [name, value] of Object.entries(filled(tool))) {
        const before = readArguments(text);
        if (!before.ok) throw new Error(before.problem);
        text = editArguments(text, before.value, { ...before.value, [name]: value }, plan.shown);
      }
      expect(text).toContain('"x-unknown": 12345678901234567890.10');
      const after = readArguments(text);
      if (!after.ok) throw new Error(after.problem);
      const { 'x-unknown': _, ...known } = after.value;
      expect(known).toEqual(filled(tool));
    });
  });
});
